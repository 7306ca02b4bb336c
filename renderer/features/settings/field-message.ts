import type { z } from 'zod';
import { formatCount } from '../../components/format.ts';

/**
 * What the contract's schema found wrong with a field, in words for under it. `unit` is how many of the schema's units
 * the field's own unit has.
 */
export function fieldMessage(issue: z.core.$ZodIssue, unit = 1): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected === 'int' ? 'A whole number is needed.' : 'A number is needed.';
    case 'too_small':
      if (issue.origin === 'array') return 'At least one has to stay on.';
      return `At least ${formatLimit(issue.minimum, unit)}.`;
    case 'too_big':
      return `At most ${formatLimit(issue.maximum, unit)}.`;
    default:
      return `${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`;
  }
}

const formatLimit = (limit: number | bigint, unit: number): string => {
  const value = Number(limit) / unit;
  return value < 1 ? String(value) : formatCount(value);
};
