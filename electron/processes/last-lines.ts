import type { Readable } from 'node:stream';

/** Keeps the last lines that a process wrote, for the incident report when it dies. */
export function lastLines(stream: Readable | NodeJS.ReadableStream | null, keep = 40): () => string {
  let text = '';
  stream?.on('data', (chunk: Buffer | string) => {
    text = `${text}${chunk}`.split('\n').slice(-keep).join('\n');
  });
  return () => text.trim();
}
