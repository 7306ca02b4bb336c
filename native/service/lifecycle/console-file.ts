import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the console that runs on a data folder is to be found: the file `console.json` in it. */
export interface ConsoleFile {
  url: string;
  pid: number;
  started_at: string;
}

/** Writes the file in one piece, for its owner alone. Answers what removes it. */
export function writeConsoleFile(dataFolder: string, content: ConsoleFile): () => void {
  const path = join(dataFolder, 'console.json');
  const draft = `${path}.${process.pid}`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify(content)}\n`, { mode: 0o600 });
  renameSync(draft, path);
  return () => rmSync(path, { force: true });
}
