import type { ImageFiles } from './image-files.ts';
import type { Connection } from './runtime.ts';
import type { ImageLink, KeptImage, NewImage } from './types.ts';

/** Which result has which picture; a picture is a file, kept once however many results have it. */
export interface Images {
  link(inferenceId: number, sha256: string): ImageLink;
  add(inferenceId: number, image: NewImage, part: string): boolean;
  get(inferenceId: number): KeptImage | null;
  /** The file is gone, whoever took it. */
  forget(sha256: string): void;
  totalBytes(): number;
  hasUnused(): boolean;
  hasRemovable(): boolean;
  /** Removes pictures whose last result is gone; answers how many. */
  removeUnused(limit: number): number;
  /** Removes the pictures that were needed longest ago, pinned ones never, until `excess` bytes are free. */
  removeOldest(excess: number, limit: number): number;
}

interface ImageRow {
  key: number;
  sha256: string;
  extension: string;
  bytes: number;
}

export function createImages(db: Connection, files: ImageFiles): Images {
  const find = db.prepare<[string], number>('SELECT key FROM images WHERE sha256 = ?').pluck();
  const insert = db.prepare<[string, string, number]>('INSERT INTO images (sha256, extension, bytes) VALUES (?, ?, ?)');
  const assign = db.prepare<[number, number]>('UPDATE inferences SET image_key = ? WHERE id = ?');
  const select = db.prepare<[number], KeptImage>(
    `SELECT m.sha256, m.extension, m.bytes FROM inferences i JOIN images m ON m.key = i.image_key
       WHERE i.id = ? AND i.deletion_key IS NULL`,
  );
  const total = db.prepare<[], number>('SELECT bytes FROM image_totals').pluck();
  const unused = db.prepare<[number], ImageRow>(
    'SELECT * FROM images INDEXED BY images_unused WHERE results = 0 LIMIT ?',
  );
  const oldest = db.prepare<[number], ImageRow>(
    'SELECT * FROM images INDEXED BY images_oldest WHERE pinned_results = 0 ORDER BY last_used_at, key LIMIT ?',
  );
  const forget = db.prepare<[string]>('DELETE FROM images WHERE sha256 = ?');

  const link = db.transaction((inferenceId: number, sha256: string): ImageLink => {
    const key = find.get(sha256);
    if (key === undefined) return 'unknown';
    return assign.run(key, inferenceId).changes === 1 ? 'linked' : 'gone';
  });

  // The file is moved last: nothing is committed that is not in its place.
  const add = db.transaction((inferenceId: number, image: NewImage, part: string): boolean => {
    const known = find.get(image.sha256);
    const key = known ?? Number(insert.run(image.sha256, image.extension, image.bytes).lastInsertRowid);
    const isWanted = assign.run(key, inferenceId).changes === 1;
    if (isWanted) files.moveIntoPlace(part, files.pathOf(image));
    else if (known === undefined) forget.run(image.sha256);
    return isWanted;
  });

  function removeAll(rows: readonly ImageRow[], excess: number): number {
    let removed = 0;
    let freed = 0;
    for (const row of rows) {
      if (freed >= excess) break;
      if (!files.remove(files.pathOf(row))) continue;
      forget.run(row.sha256);
      removed++;
      freed += row.bytes;
    }
    return removed;
  }

  return {
    link: (inferenceId, sha256) => link.immediate(inferenceId, sha256),
    add: (inferenceId, image, part) => add.immediate(inferenceId, image, part),
    get(inferenceId) {
      const row = select.get(inferenceId);
      return row === undefined ? null : { ...row, path: files.pathOf(row) };
    },
    forget(sha256) {
      forget.run(sha256);
    },
    totalBytes: () => total.get() ?? 0,
    hasUnused: () => unused.get(1) !== undefined,
    hasRemovable: () => oldest.get(1) !== undefined,
    removeUnused: (limit) => removeAll(unused.all(limit), Number.POSITIVE_INFINITY),
    removeOldest: (excess, limit) => removeAll(oldest.all(limit), excess),
  };
}
