import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../contract/errors.ts';
import type { ModelCardNotes } from '../../../contract/model-card-notes.ts';
import type { LoadRequest } from '../../detection/types.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { ask, send } from '../testing/history-request.ts';
import { ACTIVE, CARD } from '../testing/scripted-detection.ts';

const STARTER = '/installation/models/starter.onnx';
const CONTENT = 'weights';
const ID = createHash('sha256').update(CONTENT).digest('hex').slice(0, 12);
let app: AppUnderTest;
let path: string;
let requests: LoadRequest[];

beforeEach(async () => {
  app = await startApp({}, undefined, { starter: STARTER });
  path = join(app.dataFolder, 'bolts.onnx');
  writeFileSync(path, CONTENT);
  app.store.registerModel({ ...CARD, id: ID, path }, Date.now());
  requests = [];
  app.detection.onLoad = async (request) => {
    requests.push(request);
    const { provider, parallelism, load_ms, run_ms } = ACTIVE;
    return { model: { ...CARD, id: ID, path }, provider, parallelism, load_ms, run_ms, replaced: null };
  };
});
afterEach(() => app.close());

const load = (body: object) => ask(app, 'loadModel', { body });
const problem = async (response: Response) => Problem.parse(await response.json());
const stated = () => requests.map(({ sidecar }) => sidecar);

describe('the list of models', () => {
  it('names the one that comes with Vigil', async () => {
    expect((await ask(app, 'listModels')).starter).toEqual({ path: STARTER });
    const bare = await startApp();
    expect((await ask(bare, 'listModels')).starter).toBeNull();
    await bare.close();
  });
});

describe('a model loaded by its id', () => {
  it('takes a sidecar', async () => {
    await load({ id: ID, sidecar: { names: ['bolt'] } });
    expect(requests).toMatchObject([{ path, sidecar: { names: ['bolt'] } }]);
  });

  it('keeps the sidecar that it was last loaded with, until another is sent', async () => {
    await load({ path, sidecar: { names: ['bolt'] } });
    await load({ id: ID });
    await load({ id: ID, sidecar: { names: ['nut'] } });
    await load({ id: ID });
    expect(stated()).toEqual([{ names: ['bolt'] }, { names: ['bolt'] }, { names: ['nut'] }, { names: ['nut'] }]);
  });

  it('goes back to the file beside it once it was loaded by its path without one', async () => {
    await load({ path, sidecar: { names: ['bolt'] } });
    await load({ path });
    await load({ id: ID });
    expect(stated()).toEqual([{ names: ['bolt'] }, null, null]);
  });

  it('is refused with a sidecar that is none, and where its file is another by now', async () => {
    const bad = await send(app, 'loadModel', { body: { id: ID, sidecar: { layout: 'ssd' } } });
    expect(await problem(bad)).toMatchObject({ code: 'invalid_parameter', detail: expect.stringContaining('layout') });
    writeFileSync(path, 'other weights');
    const gone = await send(app, 'loadModel', { body: { id: ID, sidecar: { names: ['bolt'] } } });
    expect(await problem(gone)).toMatchObject({ code: 'model_not_found' });
    expect(requests).toEqual([]);
  });
});

describe('the card of a model', () => {
  const NOTES: ModelCardNotes = {
    how_trained: 'From scratch, 300 epochs.',
    trained_on: '4,000 drawings.',
    figures: [{ condition: 'clean', map50: 0.91, map50_95: 0.625, images: 400 }],
    limits: ['It knows drawings only.'],
    licence: 'MIT',
  };
  const card = (id: string) => fetch(`${app.url}/v1/models/${id}/card`);
  const put = (content: unknown) =>
    writeFileSync(
      join(app.dataFolder, 'bolts.card.json'),
      typeof content === 'string' ? content : JSON.stringify(content),
    );

  it('is what lies beside it', async () => {
    put(NOTES);
    expect(await (await card(ID)).json()).toEqual({ notes: NOTES });
  });

  it('is null where none lies there', async () => {
    expect(await (await card(ID)).json()).toEqual({ notes: null });
  });

  it.each([
    ['that is no JSON', '# How it was trained', 'is not JSON'],
    ['that is no card', { ...NOTES, figures: [{ condition: 'clean', map50: 91, map50_95: 0.6 }] }, 'figures[0].map50'],
    ['that says more than a card does', { ...NOTES, script: '<script>' }, 'script'],
    ['that is too large', { ...NOTES, limits: Array(20).fill('x'.repeat(5_000)) }, '64 KiB'],
  ])('%s is refused with its place', async (_, content, word) => {
    put(content);
    const answer = await card(ID);
    expect(answer.status).toBe(422);
    const { code, detail } = await problem(answer);
    expect([code, detail]).toEqual(['card_unreadable', expect.stringContaining(word)]);
    expect(detail).toContain('bolts.card.json');
  });

  it('that is a folder is refused', async () => {
    mkdirSync(join(app.dataFolder, 'bolts.card.json'));
    expect(await problem(await card(ID))).toMatchObject({ code: 'card_unreadable' });
  });

  it('is asked for by the id of a known model', async () => {
    expect(await problem(await card('000000000000'))).toMatchObject({ status: 404, code: 'model_not_found' });
    expect(await problem(await card('NO-HEX-DIGIT'))).toMatchObject({ status: 422, code: 'invalid_parameter' });
  });
});
