import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { post, postRaw, problem } from '../testing/detect-request.ts';
import { ask, detectOn, jpegOf, keepResult, send } from '../testing/history-request.ts';

let app: AppUnderTest;
beforeEach(async () => {
  app = await startApp();
});
afterEach(() => app.close());

const list = (query = '') =>
  fetch(`${app.url}/v1/history/inferences${query}`).then(async (response) => {
    const page = (await response.json()) as { items: { inference_id: number }[] };
    return page.items.map(({ inference_id }) => inference_id);
  });

/** Each of the few pictures of a test lies in one of its own. */
const keptFolders = () => readdirSync(join(app.dataFolder, 'images')).filter((name) => name !== 'incoming');

describe('the picture of a result', () => {
  it('comes as it was sent, with its kind, its name, and no room for guessing', async () => {
    const id = await keepResult(app, 'Bus "写".html', 'the bus');
    expect((await ask(app, 'getInference', { id })).has_image).toBe(true);
    const response = await send(app, 'getImage', { id });
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(jpegOf('the bus').length),
      'x-content-type-options': 'nosniff',
      'content-disposition': `inline; filename="Bus ___.jpg"; filename*=UTF-8''Bus%20_%E5%86%99_.jpg`,
      'cache-control': 'private, max-age=3600, immutable',
    });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(jpegOf('the bus'));

    const etag = response.headers.get('etag') ?? '';
    const again = await send(app, 'getImage', { id, headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it('is not there for a result that is not, was deleted, or whose file was taken away', async () => {
    const id = await keepResult(app, 'bus.jpg');
    expect(await problem(await send(app, 'getImage', { id: 99 }))).toMatchObject({ status: 404, code: 'not_found' });
    const { deletion_id } = await ask(app, 'deleteInferences', { body: { ids: [id] } });
    expect((await send(app, 'getImage', { id })).status).toBe(404);
    await ask(app, 'restoreInferences', { body: { deletion_id } });
    rmSync(app.store.getImage(id)?.path ?? '');
    expect((await problem(await send(app, 'getImage', { id }))).detail).toContain('is not kept');
    expect((await ask(app, 'getInference', { id })).has_image).toBe(false);
  });

  it('is not kept where settings say so, with save=false, or for what is no known image', async () => {
    const settings = (await ask(app, 'getSettings')).settings;
    await ask(app, 'putSettings', { body: { ...settings, keep_images: false } });
    await detectOn(app, 'a.jpg', 'not wanted');
    await ask(app, 'putSettings', { body: settings });
    await postRaw(app);
    await detectOn(app, 'a.jpg', 'not kept', '?save=false');
    const last = await keepResult(app, 'last.jpg');
    expect((await list()).filter((id) => app.store.getImage(id) !== null)).toEqual([last]);
    expect(keptFolders()).toHaveLength(1);
  });

  it('is not kept when the request that brought it is broken off', async () => {
    const data = new FormData();
    data.append('file', new File([jpegOf('first')], 'first.jpg'));
    data.append('unexpected', 'field');
    expect((await post(app, data)).status).toBe(400);
    const last = await keepResult(app, 'last.jpg');
    expect(await list()).toEqual([last]);
    expect(keptFolders()).toHaveLength(1);
  });
});

describe('pins', () => {
  it('are set and taken off, and can be asked for', async () => {
    const [first, second] = [await keepResult(app, 'a.jpg'), await keepResult(app, 'b.jpg')];
    expect(await ask(app, 'pinInference', { id: first, body: { pinned: true } })).toMatchObject({
      inference_id: first,
      pinned: true,
    });
    expect(await list('?pinned=true')).toEqual([first]);
    expect(await list('?pinned=false')).toEqual([second]);
    expect((await ask(app, 'pinInference', { id: first, body: { pinned: false } })).pinned).toBe(false);
    const missing = await send(app, 'pinInference', { id: 99, body: { pinned: true } });
    expect(await problem(missing)).toMatchObject({ status: 404, code: 'not_found' });
    const wrong = await send(app, 'pinInference', { id: first, body: { pinned: 'yes' } });
    expect(await problem(wrong)).toMatchObject({ status: 422, code: 'invalid_parameter' });
  });
});

describe('pins of many', () => {
  it('are set in one request, count what was otherwise, and leave out what is gone', async () => {
    const ids = [await keepResult(app, 'a.jpg'), await keepResult(app, 'b.jpg'), await keepResult(app, 'c.jpg')];
    const [first, second, third] = ids as [number, number, number];
    await ask(app, 'pinInference', { id: first, body: { pinned: true } });
    await ask(app, 'deleteInferences', { body: { ids: [third] } });
    const all = [first, second, second, third, 99];
    expect(await ask(app, 'pinInferences', { body: { ids: all, pinned: true } })).toEqual({ count: 1 });
    expect(await list('?pinned=true')).toEqual([second, first]);
    expect(await ask(app, 'pinInferences', { body: { ids: all, pinned: false } })).toEqual({ count: 2 });
    expect(await list('?pinned=true')).toEqual([]);
  });

  it('are set in steps, so that others are served between', () => {
    const steps = [
      ...app.store.pinMany(
        Array.from({ length: 600 }, (_, at) => at + 1),
        true,
      ),
    ];
    expect(steps).toEqual([250, 500, 600]);
  });

  it.each([[{ ids: [], pinned: true }], [{ ids: [1] }], [{ ids: [0], pinned: true }]])(
    'are refused for %j',
    async (body) => {
      expect((await problem(await send(app, 'pinInferences', { body }))).code).toBe('invalid_parameter');
    },
  );
});

describe('deleting', () => {
  it('takes what is named or found, says until when it can be undone, and is undone', async () => {
    const ids = [await keepResult(app, 'a.jpg'), await keepResult(app, 'b.jpg'), await keepResult(app, 'c.jpg')];
    const before = Date.now();
    const named = await ask(app, 'deleteInferences', { body: { ids: [ids[0], 99] } });
    expect(named.count).toBe(1);
    expect(Date.parse(named.undo_until) - before).toBeGreaterThanOrEqual(600_000);
    const found = await ask(app, 'deleteInferences', { body: { filter: { q: 'B.J' } } });
    expect(found.count).toBe(1);
    expect(await list()).toEqual([ids[2]]);
    expect(await ask(app, 'facets')).toMatchObject({ count: 1 });

    expect(await ask(app, 'restoreInferences', { body: { deletion_id: named.deletion_id } })).toEqual({ count: 1 });
    expect(await list()).toEqual([ids[2], ids[0]]);
    const again = await send(app, 'restoreInferences', { body: { deletion_id: named.deletion_id } });
    expect(await problem(again)).toMatchObject({ status: 404, code: 'not_found' });
  });

  it.each([
    [{}],
    [{ ids: [] }],
    [{ ids: [0] }],
    [{ ids: [1], filter: {} }],
    [{ filter: { klass: 'person' } }],
    [{ filter: { min_score: 2 } }],
  ])('is refused for %j', async (body) => {
    expect(await problem(await send(app, 'deleteInferences', { body }))).toMatchObject({
      status: 422,
      code: 'invalid_parameter',
    });
  });
});

describe('counting', () => {
  const count = async (query: string) => (await fetch(`${app.url}/v1/history/count${query}`)).json();

  it('says how many a filter finds', async () => {
    await keepResult(app, 'a.jpg', 'a', '?source=gate');
    await keepResult(app, 'b.jpg', 'b', '?source=gate&conf=0.5');
    expect(await count('')).toEqual({ count: 2, exact: true });
    expect(await count('?source=gate&q=B.J')).toEqual({ count: 1, exact: true });
    expect(await count('?class=unicorn')).toEqual({ count: 0, exact: true });
    expect(await count('?klass=person')).toMatchObject({ code: 'invalid_parameter' });
  });

  it.each([
    [10_000, { count: 10_000, exact: true }],
    [10_001, { count: 10_000, exact: false }],
  ])('ends at 10,000: of %d', async (there, answer) => {
    await app.close();
    app = await startApp({}, (store) => ({
      ...store,
      *countUpTo(_, most) {
        yield 0;
        return Math.min(there, most);
      },
    }));
    expect(await count('?min_score=0.1')).toEqual(answer);
  });
});

describe('facets', () => {
  it('say what there is to choose from', async () => {
    await keepResult(app, 'a.jpg', 'a', '?source=gate');
    await keepResult(app, 'b.jpg', 'b', '?source=gate&conf=0.5');
    const { items } = app.store.listInferences({ limit: 2 });
    expect(await ask(app, 'facets')).toEqual({
      count: 2,
      newest: items[0]?.at,
      oldest: items[1]?.at,
      sources: [{ source: 'gate', count: 2 }],
      classes: [
        { class: 'person', count: 2 },
        { class: 'Bus', count: 1 },
      ],
      models: [{ id: '0123456789ab', name: 'scripted', version: '1', count: 2 }],
    });
  });
});
