import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';

export interface OpenedZip {
  /** In the order of the archive. */
  names: string[];
  bytes(name: string): Uint8Array;
  text(name: string): string;
}

/** Opens an archive, tested first by `unzip` where the machine has it, a reader that is not the writer's own. */
export function openZip(archive: Uint8Array): OpenedZip {
  testWithUnzip(archive);
  const files = unzipSync(archive);
  const bytes = (name: string) => {
    const found = files[name];
    if (found === undefined) throw new Error(`No ${name} among ${Object.keys(files).join(', ')}`);
    return found;
  };
  return { names: Object.keys(files), bytes, text: (name) => strFromU8(bytes(name)) };
}

function testWithUnzip(archive: Uint8Array): void {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-zip-'));
  try {
    const file = join(folder, 'archive.zip');
    writeFileSync(file, archive);
    const { error, status, stdout, stderr } = spawnSync('unzip', ['-t', file], { encoding: 'utf8' });
    if (error === undefined && status !== 0) throw new Error(`unzip -t: ${stdout}${stderr}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
