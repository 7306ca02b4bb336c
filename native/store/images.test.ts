import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNDO_MS } from './deletions.ts';
import { openStore } from './open.ts';
import { beginRun, inference, query, START, temporaryFolders } from './testing/records.ts';
import { runSteps } from './testing/run-steps.ts';
import type { RetentionPolicy, Store } from './types.ts';

const folders = temporaryFolders();
const MB = 1_000_000;
const unlimited: RetentionPolicy = { max_age_days: 15, max_bytes: Number.MAX_SAFE_INTEGER };
let store: Store;
let run: number;
beforeEach(() => {
  store = openStore(folders.make());
  run = beginRun(store);
});
afterEach(() => {
  store.close();
  folders.remove();
});

const hash = (letter: string) => letter.repeat(64);
const folder = () => dirname(store.path);
const fileOf = (letter: string) => join(folder(), 'images', letter.repeat(2), `${hash(letter)}.jpg`);

function give(id: number, letter: string, bytes = 10): boolean {
  if (store.linkImage(id, hash(letter)) !== 'unknown') return true;
  const part = store.newImagePart();
  writeFileSync(part, Buffer.alloc(bytes, letter));
  return store.addImage(id, { sha256: hash(letter), extension: 'jpg', bytes }, part);
}

function record(at: number, letter: string, bytes = 10): number {
  const id = store.recordInference(inference(run, { at }));
  give(id, letter, bytes);
  return id;
}

function settle(policy: RetentionPolicy, now: number) {
  const total = { deleted_inferences: 0, deleted_thumbnails: 0, deleted_images: 0 };
  for (;;) {
    const step = store.applyRetention(policy, now);
    if (step.deleted_inferences + step.deleted_thumbnails + step.deleted_images === 0) return total;
    total.deleted_inferences += step.deleted_inferences;
    total.deleted_thumbnails += step.deleted_thumbnails;
    total.deleted_images += step.deleted_images;
  }
}

describe('a picture', () => {
  it('lies under its hash, once for all results that have it, and is counted once', () => {
    const empty = store.sizeBytes();
    const [first, second] = [record(1, 'a', 5_000_000), record(2, 'a', 5_000_000)] as [number, number];
    const image = { sha256: hash('a'), extension: 'jpg', bytes: 5_000_000, path: fileOf('a') };
    expect([store.getImage(first), store.getImage(second)]).toEqual([image, image]);
    expect(readFileSync(image.path)).toEqual(Buffer.alloc(5_000_000, 'a'));
    expect(readdirSync(join(folder(), 'images/incoming'))).toEqual([]);
    expect(store.sizeBytes() - empty).toBeGreaterThan(5 * MB - 1);
    expect(store.sizeBytes() - empty).toBeLessThan(6 * MB);
    expect(store.getInference(first)).toMatchObject({ has_image: true });
    expect([...store.walk({ ids: [first] })].flat()).toMatchObject([{ image_bytes: 5_000_000 }]);
  });

  it('goes with the last result that has it', () => {
    const ids = [record(START, 'a'), record(START + 1, 'a'), record(START + 2, 'b')];
    settle(unlimited, START + 15 * 86_400_000 + 1);
    expect(existsSync(fileOf('a'))).toBe(true);
    settle(unlimited, START + 15 * 86_400_000 + 2);
    expect(existsSync(fileOf('a'))).toBe(false);
    expect(store.getImage(ids[2] as number)?.path).toBe(fileOf('b'));
  });

  it('of a deleted result is hidden, comes back with it, and goes when it is purged', () => {
    const id = record(START, 'a');
    const { deletion_id } = runSteps(store.softDelete({ ids: [id] }, START));
    settle(unlimited, START);
    expect(store.getImage(id)).toBeNull();
    expect(existsSync(fileOf('a'))).toBe(true);
    runSteps(store.restore(deletion_id, START));
    expect(store.getImage(id)).not.toBeNull();
    runSteps(store.softDelete({ ids: [id] }, START));
    settle(unlimited, START + UNDO_MS);
    expect(existsSync(fileOf('a'))).toBe(false);
  });

  it('is not kept for a result that is gone, and leaves no trace of it', () => {
    expect(give(77, 'a')).toBe(false);
    expect(existsSync(fileOf('a'))).toBe(false);
    expect(store.linkImage(store.recordInference(inference(run)), hash('a'))).toBe('unknown');
    record(1, 'b');
    expect(store.linkImage(77, hash('b'))).toBe('gone');
  });

  it('whose file somebody took is forgotten when told, and can be kept again', () => {
    const id = record(1, 'a');
    rmSync(fileOf('a'));
    store.forgetImage(hash('a'));
    expect(store.getInference(id)).toMatchObject({ has_image: false });
    give(id, 'a');
    expect(store.getInference(id)).toMatchObject({ has_image: true });
  });

  it('that never reached its place is swept away at the next start', () => {
    writeFileSync(store.newImagePart(), 'half');
    record(1, 'a');
    store.close();
    store = openStore(folder());
    expect(existsSync(join(folder(), 'images/incoming'))).toBe(false);
    expect(existsSync(fileOf('a'))).toBe(true);
  });

  it('is refused with a sentence where it cannot be moved to its place', () => {
    const id = store.recordInference(inference(run));
    writeFileSync(join(dirname(dirname(store.newImagePart())), 'aa'), 'a file where a folder should be');
    expect(() => give(id, 'a')).toThrow(
      expect.objectContaining({ code: 'storage_failed', message: expect.stringContaining(folder()) }),
    );
    expect(store.getImage(id)).toBeNull();
    expect(store.linkImage(id, hash('a'))).toBe('unknown');
  });
});

describe('retention by size', () => {
  it('takes pictures first, those needed longest ago, and only as many as it must', () => {
    const ids = [...'abcde'].map((letter, i) => record(START + i, letter, MB));
    give(store.recordInference(inference(run, { at: START + 100 })), 'a');
    for (const id of ids) store.saveThumbnail(id, new Uint8Array(100));
    const removed = settle({ max_age_days: 15, max_bytes: store.sizeBytes() - 1.5 * MB }, START);
    expect(removed).toEqual({ deleted_images: 2, deleted_inferences: 0, deleted_thumbnails: 0 });
    expect([...'abcde'].filter((letter) => existsSync(fileOf(letter)))).toEqual(['a', 'd', 'e']);
    expect(store.getInference(ids[1] as number)).toMatchObject({ has_image: false, has_thumbnail: true });
  });

  it('never takes what is pinned: neither picture, thumbnail nor result, nor one that shares its picture', () => {
    const pinned = record(START, 'a', MB);
    store.saveThumbnail(pinned, new Uint8Array(100));
    store.setPinned(pinned, true);
    record(START + 1, 'a', MB);
    record(START + 2, 'b', MB);
    settle({ max_age_days: 0.01, max_bytes: 0 }, START + 86_400_000);
    expect(store.listInferences(query()).items).toMatchObject([
      { inference_id: pinned, pinned: true, has_image: true, has_thumbnail: true },
    ]);
    expect(existsSync(fileOf('b'))).toBe(false);

    store.setPinned(pinned, false);
    settle({ max_age_days: 15, max_bytes: 0 }, START);
    expect(store.listInferences(query()).items).toEqual([]);
    expect(existsSync(fileOf('a'))).toBe(false);
  });
});

describe('closing', () => {
  it('first lets those finish who put something off', () => {
    let id = 0;
    store.onClose(() => {
      id = record(1, 'a');
    });
    store.close();
    store = openStore(folder());
    expect(store.getImage(id)?.path).toBe(fileOf('a'));
  });
});

describe('a damaged history', () => {
  it('takes its pictures with it when it is set aside', () => {
    record(1, 'a');
    store.close();
    writeFileSync(store.path, 'this is no database '.repeat(100));
    store = openStore(folder());
    const stamp = /corrupt-(\w+)\.db/.exec(store.recovery?.set_aside ?? '')?.[1];
    expect(existsSync(join(folder(), `images.corrupt-${stamp}`, 'aa', `${hash('a')}.jpg`))).toBe(true);
    expect(existsSync(fileOf('a'))).toBe(false);
    run = beginRun(store);
    record(1, 'a');
    expect(existsSync(fileOf('a'))).toBe(true);
  });
});
