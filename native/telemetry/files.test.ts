import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { KernelFile, namesIn, readInteger, readText } from './files.ts';
import { createFileTree, type FileTree } from './testing/file-tree.ts';

let tree: FileTree | null = null;
afterEach(() => tree?.delete());

it('reads a file anew each time, also one that is longer than a piece, and one that comes and goes', async () => {
  const long = 'a line of figures\n'.repeat(3_000);
  tree = createFileTree({ stat: long });
  const file = new KernelFile(`${tree.root}/stat`);
  expect(await file.read()).toBe(long);
  tree.write({ stat: 'short\n' });
  expect(await file.read()).toBe('short\n');
  file.close();
  expect(await file.read()).toBe('short\n');
  file.close();
  tree.remove('stat');
  expect(await file.read()).toBeNull();
  tree.write({ stat: 'again\n' });
  expect(await file.read()).toBe('again\n');
  file.close();
});

it.skipIf(process.platform !== 'linux')('reads the files of a real kernel', async () => {
  const [mine, mounts] = [new KernelFile('/proc/self/stat'), new KernelFile('/proc/self/mountinfo')];
  expect(await mine.read()).toMatch(new RegExp(`^${process.pid} \\(`));
  expect(await mine.read()).toMatch(new RegExp(`^${process.pid} \\(`));
  // A page at a time is what the kernel gives of this one.
  expect(await mounts.read()).toBe(readFileSync('/proc/self/mountinfo', 'latin1'));
  mine.close();
  mounts.close();
});

it('answers null for what is not there, or is no number', async () => {
  tree = createFileTree({ number: ' -12\n', text: '12 apples' });
  expect(await readInteger(`${tree.root}/number`)).toBe(-12);
  expect(await readInteger(`${tree.root}/text`)).toBeNull();
  expect([await readText('/nowhere'), await namesIn('/nowhere')]).toEqual([null, []]);
});
