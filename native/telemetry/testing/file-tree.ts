import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder that looks like /proc or /sys: files by path with their text; `-> target` is a link. */
export interface FileTree {
  root: string;
  write(files: Readonly<Record<string, string>>): void;
  remove(path: string): void;
  delete(): void;
}

export function createFileTree(files: Readonly<Record<string, string>> = {}): FileTree {
  const root = mkdtempSync(join(tmpdir(), 'vigil-tree-'));
  const tree: FileTree = {
    root,
    write(added) {
      for (const [path, text] of Object.entries(added)) {
        const file = join(root, path);
        mkdirSync(dirname(file), { recursive: true });
        if (text.startsWith('-> ')) symlinkSync(text.slice(3), file);
        else writeFileSync(file, text);
      }
    },
    remove: (path) => rmSync(join(root, path), { recursive: true, force: true }),
    delete: () => rmSync(root, { recursive: true, force: true }),
  };
  tree.write(files);
  return tree;
}
