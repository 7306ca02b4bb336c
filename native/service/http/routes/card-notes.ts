import { open } from 'node:fs/promises';
import { z } from 'zod';
import { VigilError } from '../../../contract/errors.ts';
import { ModelCardNotes } from '../../../contract/model-card-notes.ts';
import { cardNotesPath } from '../../../contract/model-files.ts';

const MAX_BYTES = 64 * 1024;

/**
 * The card beside a model, or null where there is none. Throws `card_unreadable` naming the file and the field where it is
 * no valid card: half of what a maker says may be the wrong half.
 */
export async function readCardNotes(modelPath: string): Promise<ModelCardNotes | null> {
  const path = cardNotesPath(modelPath);
  const unusable = (reason: string, cause?: unknown) =>
    new VigilError('card_unreadable', `The card ${path} ${reason}. Mend it, or take it away.`, { cause });
  let text: string | null;
  try {
    text = await readSmall(path);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) return null;
    throw unusable(`cannot be read: ${(cause as Error).message}`, cause);
  }
  if (text === null) throw unusable('is no file of at most 64 KiB');
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw unusable(`is not JSON: ${(cause as Error).message}`, cause);
  }
  const parsed = ModelCardNotes.safeParse(json);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 5);
  throw unusable(
    `is not usable: ${issues.map((issue) => `${z.core.toDotPath(issue.path)}: ${issue.message}`).join('; ')}`,
  );
}

async function readSmall(path: string): Promise<string | null> {
  await using file = await open(path);
  const found = await file.stat();
  if (!found.isFile() || found.size > MAX_BYTES) return null;
  return (await file.readFile()).toString('utf8');
}
