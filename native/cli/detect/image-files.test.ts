import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findImageFiles } from './image-files.ts';

let folder = '';
const at = (...parts: string[]) => join(folder, ...parts);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-images-'));
  mkdirSync(at('deep/deeper'), { recursive: true });
  for (const name of ['b.jpg', 'a.PNG', 'notes.txt', '.hidden.jpg', 'deep/c.webp', 'deep/deeper/d.heic']) {
    writeFileSync(at(name), '');
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const names = async (paths: string[], recursive = false) =>
  (await findImageFiles(paths, recursive)).map((file) => ('path' in file ? file.path : file.error.detail));

describe('image files', () => {
  it('takes the images of a folder, sorted by name', async () => {
    expect(await names([folder])).toEqual([at('a.PNG'), at('b.jpg')]);
  });

  it('goes into folders of folders where told to', async () => {
    expect(await names([folder], true)).toEqual([
      at('a.PNG'),
      at('b.jpg'),
      at('deep/c.webp'),
      at('deep/deeper/d.heic'),
    ]);
  });

  it('takes a file named by hand whatever it is called, and keeps the order given', async () => {
    expect(await names([at('notes.txt'), at('b.jpg'), at('.hidden.jpg')])).toEqual([
      at('notes.txt'),
      at('b.jpg'),
      at('.hidden.jpg'),
    ]);
  });

  it('names what is not there and goes on', async () => {
    expect(await names([at('absent.jpg'), at('b.jpg')])).toEqual(['There is no such file or folder.', at('b.jpg')]);
  });

  it('says so of a folder without images, and how to look deeper', async () => {
    mkdirSync(at('empty'));
    expect(await names([at('empty')])).toEqual([expect.stringMatching(/no images.*--recursive/)]);
    expect(await names([at('empty')], true)).toEqual([expect.not.stringContaining('--recursive')]);
  });

  it('follows links to files', async () => {
    symlinkSync(at('b.jpg'), at('deep/link.jpg'));
    expect(await names([at('deep')])).toEqual([at('deep/c.webp'), at('deep/link.jpg')]);
  });

  it.skipIf(process.getuid?.() === 0)('names a file that may not be read', async () => {
    chmodSync(at('b.jpg'), 0);
    expect(await names([at('b.jpg')])).toEqual(['Reading it is not permitted.']);
  });
});
