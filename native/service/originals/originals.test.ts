import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../store/open.ts';
import { beginRun, inference, START, temporaryFolders } from '../../store/testing/records.ts';
import { runSteps } from '../../store/testing/run-steps.ts';
import type { Store } from '../../store/types.ts';
import { keepOriginals } from './originals.ts';

const folders = temporaryFolders();
let store: Store;
let run: number;
let warnings: object[];
const log = { warn: (line: object) => warnings.push(line) };
beforeEach(() => {
  store = openStore(folders.make());
  run = beginRun(store);
  warnings = [];
});
afterEach(() => {
  store.close();
  folders.remove();
});

const picture = (text: string) => Buffer.from(`\xff\xd8\xff${text}`, 'latin1');
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const record = () => store.recordInference(inference(run, { at: START }));
const folder = () => dirname(store.path);
const parts = () => {
  const incoming = join(folder(), 'images/incoming');
  return existsSync(incoming) ? readdirSync(incoming) : [];
};
const contentOf = (id: number) => {
  const image = store.getImage(id);
  return image === null ? null : readFileSync(image.path);
};

describe('pictures of kept results', () => {
  it('are put away later, one file for each content', async () => {
    const originals = keepOriginals(store, log);
    const contents = ['one', 'two', 'one', 'one'].map(picture);
    const ids = await Promise.all(
      contents.map(async (bytes) => {
        const held = await originals.hold(bytes);
        const id = record();
        held.keepFor(id);
        return id;
      }),
    );
    // Nothing in the turn of the request.
    expect(ids.map(contentOf)).toEqual([null, null, null, null]);
    await expect.poll(() => ids.map(contentOf)).toEqual(contents);
    const paths = new Set(ids.map((id) => store.getImage(id)?.path));
    expect(paths).toEqual(
      new Set(
        [picture('one'), picture('two')].map((bytes) => {
          const hash = sha256(bytes);
          return join(folder(), 'images', hash.slice(0, 2), `${hash}.jpg`);
        }),
      ),
    );
    expect(parts()).toEqual([]);
  });

  it('beyond the bound on memory are on the disk before their request goes on, and give up their place', async () => {
    const originals = keepOriginals(store, log, 10);
    const small = await originals.hold(picture('1234567'));
    expect(parts()).toEqual([]);
    const large = await originals.hold(picture('12345678'));
    expect(parts()).toHaveLength(1);
    small.drop();
    await originals.hold(picture('7654321'));
    expect(parts()).toHaveLength(1);
    const id = record();
    large.keepFor(id);
    await expect.poll(() => contentOf(id)).toEqual(picture('12345678'));
    expect(parts()).toEqual([]);
  });

  it('free their memory when they are put away', async () => {
    const originals = keepOriginals(store, log, 10);
    const id = record();
    (await originals.hold(picture('1234567'))).keepFor(id);
    await expect.poll(() => contentOf(id)).not.toBeNull();
    await originals.hold(picture('7654321'));
    expect(parts()).toEqual([]);
  });

  it('of a content that is there already are not kept twice, from the disk either', async () => {
    const originals = keepOriginals(store, log, 0);
    const ids = [record(), record()];
    for (const id of ids) (await originals.hold(picture('same'))).keepFor(id);
    await expect.poll(() => ids.map(contentOf)).toEqual([picture('same'), picture('same')]);
    await expect.poll(parts).toEqual([]);
  });
});

describe('pictures that are not wanted', () => {
  it('leave nothing behind: dropped, of a result that is gone, or of no known kind', async () => {
    for (const bound of [0, 1_000]) {
      const originals = keepOriginals(store, log, bound);
      const dropped = await originals.hold(picture('dropped'));
      dropped.drop();
      dropped.keepFor(record());
      (await originals.hold(picture('gone'))).keepFor(9_999);
      (await originals.hold(Buffer.from('<svg>'))).keepFor(record());
      const last = record();
      (await originals.hold(picture(`last ${bound}`))).keepFor(last);
      await expect.poll(() => contentOf(last)).not.toBeNull();
    }
    expect(parts()).toEqual([]);
    expect(readdirSync(join(folder(), 'images')).filter((name) => name !== 'incoming')).toHaveLength(2);
    expect(warnings).toEqual([]);
  });

  it('are put away for a deleted result, which may come back', async () => {
    const originals = keepOriginals(store, log);
    const id = record();
    const { deletion_id } = runSteps(store.softDelete({ ids: [id] }, START));
    (await originals.hold(picture('kept'))).keepFor(id);
    const other = record();
    (await originals.hold(picture('other'))).keepFor(other);
    await expect.poll(() => contentOf(other)).not.toBeNull();
    runSteps(store.restore(deletion_id, START));
    expect(contentOf(id)).toEqual(picture('kept'));
  });
});

describe('a picture that cannot be written', () => {
  it.each([
    ['from memory', 1_000],
    ['before its answer', 0],
  ] as const)('%s is in the log, and the next one is kept', async (_when, bound) => {
    writeFileSync(join(folder(), 'images'), 'a file where a folder should be');
    const originals = keepOriginals(store, log, bound);
    const id = record();
    (await originals.hold(picture('lost'))).keepFor(id);
    await expect.poll(() => warnings).toMatchObject([{ err: { code: 'storage_failed' } }]);
    expect(store.getInference(id)?.has_image).toBe(false);
    rmSync(join(folder(), 'images'));
    const next = record();
    (await originals.hold(picture('kept'))).keepFor(next);
    await expect.poll(() => contentOf(next)).toEqual(picture('kept'));
  });
});

describe('a store that closes', () => {
  it('has every picture of its results, those under way too', async () => {
    const originals = keepOriginals(store, log, 20);
    const contents = ['1', '2', '1', '3', 'longer than the memory'].map(picture);
    const ids: number[] = [];
    for (const bytes of contents) {
      const held = await originals.hold(bytes);
      const id = record();
      held.keepFor(id);
      ids.push(id);
    }
    await new Promise((resolve) => setImmediate(resolve));
    store.close();
    store = openStore(folder());
    expect(ids.map(contentOf)).toEqual(contents);
    expect(warnings).toEqual([]);
  });
});
