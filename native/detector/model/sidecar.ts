import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { VigilError } from '../../contract/errors.ts';
import { Sidecar } from '../../contract/model.ts';
import { sidecarPath } from '../../contract/model-files.ts';

const MAX_SIDECAR_BYTES = 4 * 1024 * 1024;

/**
 * The sidecar beside a model, or null where there is none.
 *
 * Throws `model_unreadable` naming the file and the field where it is no valid sidecar: a typing mistake must not load
 * the model with other classes than its owner meant.
 */
export async function readSidecar(modelPath: string): Promise<Sidecar | null> {
  const path = sidecarPath(modelPath);
  let text: string;
  try {
    const bytes = await readFile(path);
    if (bytes.length > MAX_SIDECAR_BYTES) throw new Error('it is larger than 4 MB');
    text = bytes.toString('utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new VigilError('model_unreadable', `The sidecar ${path} cannot be read: ${messageOf(cause)}.`, { cause });
  }
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new VigilError('model_unreadable', `The sidecar ${path} is not JSON: ${messageOf(cause)}.`, { cause });
  }
  const parsed = Sidecar.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new VigilError('model_unreadable', `The sidecar ${path} is not usable: ${describeIssues(parsed.error)}.`);
}

function describeIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) =>
      issue.path.length === 0 ? issue.message : `field ${z.core.toDotPath(issue.path)}: ${issue.message}`,
    )
    .join('; ');
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
