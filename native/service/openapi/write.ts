import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from './document.ts';

/** Where the written copy lies, for readers and generators that have no running console. */
export const WRITTEN_COPY = join(import.meta.dirname, '../../../docs/openapi.json');

/** The document as it is written, for the version that package.json states. */
export function currentDocument(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../package.json'), 'utf8'),
  );
  return `${JSON.stringify(openApiDocument(version), null, 2)}\n`;
}

if (import.meta.main) {
  mkdirSync(join(WRITTEN_COPY, '..'), { recursive: true });
  writeFileSync(WRITTEN_COPY, currentDocument());
}
