import { describe, expect, it } from 'vitest';
import { type DirectoryEntryLike, type EntryLike, type FileEntryLike, walkEntries } from './folder-walk.ts';

const file = (fullPath: string, readable = true): FileEntryLike => ({
  isFile: true,
  isDirectory: false,
  name: fullPath.slice(fullPath.lastIndexOf('/') + 1),
  fullPath,
  file: (found, failed) =>
    queueMicrotask(() =>
      readable ? found(new File(['x'], fullPath)) : failed(new DOMException('no', 'NotReadableError')),
    ),
});

/** As Chrome does it: at most a hundred entries a call, then an empty answer. */
const folder = (fullPath: string, inside: EntryLike[]): DirectoryEntryLike => ({
  isFile: false,
  isDirectory: true,
  name: fullPath.slice(fullPath.lastIndexOf('/') + 1),
  fullPath,
  createReader() {
    let at = 0;
    return {
      readEntries: (found) =>
        queueMicrotask(() => {
          const batch = inside.slice(at, at + 100);
          at += batch.length;
          found(batch);
        }),
    };
  },
});

const options = () => {
  const counts: number[] = [];
  return { signal: new AbortController().signal, onCount: (count: number) => counts.push(count), counts };
};

describe('walkEntries', () => {
  it('finds the images of folders in folders, in natural order, and counts as it goes', async () => {
    const numbered = Array.from({ length: 250 }, (_, at) => file(`/top/${at}.jpg`));
    const inner = folder('/top/inner', [file('/top/inner/x.PNG'), file('/top/inner/notes.txt')]);
    const seen = options();
    const { files, leftOut, unreadable } = await walkEntries([folder('/top', [...numbered, inner])], seen);
    expect(files).toHaveLength(251);
    expect(
      files
        .slice(0, 11)
        .map(({ path }) => path)
        .at(-1),
    ).toBe('top/10.jpg');
    expect(files.at(-1)?.path).toBe('top/inner/x.PNG');
    expect([leftOut, unreadable]).toEqual([1, []]);
    expect(seen.counts.at(-1)).toBe(251);
  });

  it('takes a single file whatever it is called, and leaves hidden ones of folders', async () => {
    const hidden = folder('/d', [file('/d/.hidden.jpg'), folder('/d/.git', [file('/d/.git/a.jpg')])]);
    const { files, leftOut } = await walkEntries([file('/report.pdf'), hidden], options());
    expect(files.map(({ path }) => path)).toEqual(['report.pdf']);
    expect(leftOut).toBe(0);
  });

  it('names what cannot be read and goes on', async () => {
    const { files, unreadable } = await walkEntries([file('/a.jpg', false), file('/b.jpg')], options());
    expect(files.map(({ path }) => path)).toEqual(['b.jpg']);
    expect(unreadable).toEqual(['a.jpg']);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const many = folder(
      '/d',
      Array.from({ length: 50 }, (_, at) => file(`/d/${at}.jpg`)),
    );
    const walk = walkEntries([many], {
      signal: controller.signal,
      onCount: (count) => count === 10 && controller.abort(),
    });
    await expect(walk).rejects.toThrow(/abort/i);
  });
});
