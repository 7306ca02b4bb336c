import type { z } from 'zod';
import { VigilError } from '../../contract/errors.ts';

/** What a schema makes of a part of a request. Throws `invalid_parameter` that names each field and what it takes. */
export function validate<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const accepted = 'shape' in schema ? Object.keys(schema.shape as object) : [];
  throw new VigilError('invalid_parameter', `${describeIssues(parsed.error.issues, accepted)}.`);
}

function describeIssues(issues: readonly z.core.$ZodIssue[], accepted: readonly string[]): string {
  return issues.map((issue) => describeIssue(issue, accepted)).join('; ');
}

function describeIssue(issue: z.core.$ZodIssue, accepted: readonly string[]): string {
  const field = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
  if (issue.code === 'unrecognized_keys') {
    const known = accepted.length > 0 && issue.path.length === 0 ? `; known are ${accepted.join(', ')}` : '';
    return `${field}unknown ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}${known}`;
  }
  // The message of a union is only "Invalid input"; what is wrong stands in its branches.
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return `${field}${issue.errors.map((branch) => `(${describeIssues(branch, [])})`).join(' or ')}`;
  }
  return `${field}${issue.message}`;
}
