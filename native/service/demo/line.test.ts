import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PARTS } from '../../contract/demo.ts';
import { VigilError } from '../../contract/errors.ts';
import { type AppUnderTest, startApp } from '../http/testing/app-under-test.ts';
import { postRaw, problem } from '../http/testing/detect-request.ts';
import { ask, send } from '../http/testing/history-request.ts';
import { ACTIVE, CARD, outcome } from '../http/testing/scripted-detection.ts';
import { pictureOf, ScriptedScenes } from './testing/scripted-scenes.ts';

/** Knows a bolt and a nut: the scripted outcome is a bolt at its place, a second box on it, and a nut elsewhere. */
const PARTS_CARD = { ...CARD, classes: [...PARTS] };
const seen = () => outcome({ model: PARTS_CARD });

let app: AppUnderTest;
let scenes: ScriptedScenes;
beforeEach(async () => {
  scenes = new ScriptedScenes();
  app = await startApp({}, undefined, { openScenes: scenes.open });
  app.detection.active = { ...ACTIVE, card: PARTS_CARD };
  app.detection.onDetect = async () => seen();
});
afterEach(() => app.close());

const start = (body: object = {}) => ask(app, 'startDemo', { body: { rate: 30, ...body } });
const status = () => ask(app, 'demo');
const run = async () => {
  const { run } = await status();
  if (run === null) throw new Error('no run');
  return run;
};
const until = (check: () => Promise<boolean> | boolean) => vi.waitUntil(check, { timeout: 50_000, interval: 5 });
const results = (count: number) => until(async () => (await run()).results >= count);
const metric = async (name: string) =>
  Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(await (await fetch(`${app.url}/metrics`)).text())?.[1]);

describe('a line', () => {
  it('does nothing until it is started, and lists its scenarios', async () => {
    const { line, run, note, scenarios } = await status();
    expect({ line, run, note }).toEqual({ line: { state: 'stopped' }, run: null, note: null });
    expect(scenarios.map(({ id }) => id)).toContain('failing_lamp');
    expect(scenes.opened).toBe(0);
  });

  it('feeds its pictures the way of an upload: results, pictures, figures and counts', async () => {
    const started = await start({ scenario: 'failing_lamp', seed: 7, rate: 30 });
    expect(started).toMatchObject({ line: { state: 'starting', reason: null }, run: { seed: 7, pictures: 0 } });
    await results(3);
    const { line } = await status();
    expect(line.state).toBe('running');
    await ask(app, 'stopDemo');
    const { results: count, last_inference_ids, last_50, phase } = await run();
    const { items } = app.store.listInferences({ limit: 100, source: 'demo' });
    expect(items.map(({ inference_id }) => inference_id)).toHaveLength(count);
    expect(last_inference_ids).toEqual(items.slice(0, 12).map(({ inference_id }) => inference_id));
    expect(items.at(-1)).toMatchObject({ name: 'failing_lamp-000001.jpg', source: 'demo', conf: 0.25, iou: 0.45 });
    expect(items.map(({ name }) => name)).toEqual(
      items
        .map(({ name }) => name)
        .sort()
        .reverse(),
    );
    expect(phase).toBe(0);
    // A bolt that is found, and a nut where there is none.
    expect(last_50).toEqual({ pictures: count, recall: 1, precision: 0.5, mean_confidence: 0.5, brightness: 100 });
    expect(await metric('images_processed_total')).toBe(count);
    expect((await ask(app, 'status')).images_per_s).toBeGreaterThan(0);
    await until(() => items.every(({ inference_id }) => app.store.getImage(inference_id) !== null));
    expect(app.detection.jobs[0]?.thumbnail).toBe(true);
  });

  it('draws the same for the same seed, and something else in the next picture', async () => {
    await start({ seed: 1 });
    await results(3);
    await start({ seed: 1 });
    await results(3);
    await start();
    await results(1);
    const seedsOf = (wanted: number) => scenes.requests.flatMap(({ run, seed }) => (run === wanted ? seed : []));
    expect(seedsOf(2).slice(0, 3)).toEqual(seedsOf(1).slice(0, 3));
    expect(new Set(seedsOf(1)).size).toBe(seedsOf(1).length);
    expect(seedsOf(3)[0]).not.toBe(seedsOf(1)[0]);
  });

  it('goes through its scenario by the count of its pictures', async () => {
    scenes.onDraw = ({ knobs }, number) => pictureOf(number, [], knobs.light * 100);
    await start({ scenario: 'failing_lamp' });
    await results(152);
    const { phase, last_50 } = await run();
    expect(phase).toBe(1);
    expect(last_50.brightness).toBeLessThan(100);
    expect(scenes.requests.slice(0, 150).every(({ knobs }) => knobs.light === 1)).toBe(true);
    expect(scenes.requests[150]?.knobs.light).toBeLessThan(1);
  });

  it('keeps its results in the order they were drawn in, with two under way at most', async () => {
    const waiting: (() => void)[] = [];
    app.detection.onDetect = async ({ signal }) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        signal?.addEventListener('abort', () => resolve());
      });
      return seen();
    };
    await start();
    await until(async () => (await run()).skipped >= 3);
    expect(waiting).toHaveLength(2);
    expect(await run()).toMatchObject({ pictures: 2, results: 0 });
    waiting[1]?.();
    await until(async () => (await run()).skipped >= 5);
    expect(await run()).toMatchObject({ pictures: 2, results: 0 });
    waiting[0]?.();
    await results(2);
    const { items } = app.store.listInferences({ limit: 2 });
    expect(items.map(({ name }) => name)).toEqual(['normal_shift-000002.jpg', 'normal_shift-000001.jpg']);
  });

  it('passes turns while the queue is full, and takes a refusal there for no error', async () => {
    app.detection.queueLength = 64;
    await start();
    await until(async () => (await run()).skipped >= 2);
    expect(await run()).toMatchObject({ pictures: 0, errors: 0 });
    app.detection.queueLength = 0;
    app.detection.onDetect = async () => {
      throw new VigilError('queue_full', 'Full.');
    };
    await until(async () => (await run()).pictures >= 12);
    expect(await run()).toMatchObject({ errors: 0, last_error: null });
    expect((await status()).line.state).toBe('starting');
    expect(await metric('images_processed_total')).toBe(0);
  });

  it('starts anew in place of a run that goes on, and can be stopped twice', async () => {
    await start({ scenario: 'failing_lamp', knobs: { light: 0.5 } });
    await results(1);
    expect(await start({ scenario: 'new_part' })).toMatchObject({
      line: { state: 'starting' },
      run: { scenario: 'new_part', pictures: 0, results: 0, set_knobs: {} },
    });
    expect([scenes.opened, scenes.closed]).toEqual([2, 1]);
    await results(1);
    for (let time = 0; time < 2; time++) {
      const stopped = await ask(app, 'stopDemo');
      expect(stopped).toMatchObject({ line: { state: 'stopped' }, run: { scenario: 'new_part', achieved_rate: 0 } });
      expect(stopped.run?.ended_at).not.toBeNull();
    }
  });

  it('keeps nothing of what is under way when it is stopped', async () => {
    app.detection.hang(new VigilError('request_cancelled', 'Gone.'));
    await start();
    await until(() => app.detection.jobs.length > 0);
    await ask(app, 'stopDemo');
    expect(app.detection.jobs[0]?.signal?.aborted).toBe(true);
    expect(await run()).toMatchObject({ results: 0, errors: 0 });
    expect(app.store.listInferences({ limit: 1 }).items).toEqual([]);
  });
});

describe('conditions', () => {
  it('set by the user hold against the scenario until they are handed back', async () => {
    await start({ knobs: { light: 0.5, mix: { bolt: 0 } } });
    await results(1);
    expect(scenes.requests[0]?.knobs).toMatchObject({ light: 0.5, focus: 0, mix: { bolt: 0, nut: 1 } });
    const changed = await ask(app, 'putDemoKnobs', { body: { knobs: { focus: 2, light: null }, rate: 20 } });
    expect(changed.run).toMatchObject({
      rate: 20,
      knobs: { light: 1, focus: 2, mix: { bolt: 0 } },
      set_knobs: { focus: 2, mix: { bolt: 0 } },
    });
    const before = scenes.requests.length;
    await until(() => scenes.requests.length > before);
    expect(scenes.requests[before]?.knobs).toMatchObject({ light: 1, focus: 2 });
  });

  it.each([
    ['an unknown knob', 'putDemoKnobs', { knobs: { lamp: 1 } }],
    ['a knob beyond its limit', 'putDemoKnobs', { knobs: { light: 9 } }],
    ['a rate beyond its limit', 'putDemoKnobs', { rate: 31 }],
    ['a rate of nothing', 'startDemo', { rate: 0 }],
    ['an unknown scenario', 'startDemo', { scenario: 'flood' }],
    ['a seed that is none', 'startDemo', { seed: -1 }],
  ] as const)('are refused with %s', async (_, name, body) => {
    expect(await problem(await send(app, name, { body }))).toMatchObject({ status: 422, code: 'invalid_parameter' });
    expect(scenes.opened).toBe(0);
  });

  it('can be set only while the line runs', async () => {
    const refused = async () => problem(await send(app, 'putDemoKnobs', { body: { rate: 1 } }));
    expect(await refused()).toMatchObject({ status: 409, code: 'demo_stopped' });
    await start();
    await ask(app, 'stopDemo');
    expect((await refused()).detail).toContain('/v1/demo/start');
  });
});

describe('what goes wrong', () => {
  it('with a thread that is lost: the line says so, and runs again with the next result', async () => {
    let resume = () => {};
    scenes.onDraw = async (_, number) => {
      if (number === 3) return { outcome: 'lost', reason: 'exit code 7' };
      if (number === 4) await new Promise<void>((resolve) => (resume = resolve));
      return pictureOf(number);
    };
    await start();
    await until(async () => (await run()).restarts === 1);
    expect((await status()).line).toMatchObject({ state: 'starting', reason: expect.stringContaining('exit code 7') });
    await until(() => scenes.requests.length >= 4);
    resume();
    await until(async () => (await status()).line.state === 'running');
    expect(await run()).toMatchObject({ errors: 1, restarts: 1, last_error: { code: 'internal' } });
  });

  it('ten times in a row ends the line, which says why, and it can be started again', async () => {
    app.detection.onDetect = async () => {
      throw new VigilError('detector_unavailable', 'It cannot be started.');
    };
    await start();
    await until(async () => (await status()).line.state === 'failed');
    const failed = await status();
    expect(failed.line).toMatchObject({ reason: expect.stringContaining('It cannot be started.') });
    expect(failed.run).toMatchObject({ errors: 10, results: 0, last_error: { code: 'detector_unavailable' } });
    expect(await problem(await send(app, 'putDemoKnobs', { body: { rate: 1 } }))).toMatchObject({
      code: 'demo_stopped',
    });
    expect(scenes.closed).toBe(1);
    app.detection.onDetect = async () => seen();
    await start();
    await results(1);
  });

  it('now and then does not end it', async () => {
    let count = 0;
    app.detection.onDetect = async () => {
      count++;
      if (count % 10 !== 0) throw new VigilError('inference_failed', 'Again.');
      return seen();
    };
    await start();
    await results(3);
    expect((await status()).line.state).toBe('running');
    expect((await run()).errors).toBeGreaterThanOrEqual(27);
  });

  it('without a model there is nothing to start; while one is loaded its pictures wait', async () => {
    app.detection.active = null;
    expect((await status()).note).toContain('No model is loaded');
    expect(await problem(await send(app, 'startDemo', { body: {} }))).toMatchObject({
      status: 503,
      code: 'model_not_loaded',
    });
    expect(scenes.opened).toBe(0);
  });

  it.each([
    ['none of the parts', CARD.classes, /knows none of the parts/, null],
    ['some of the parts', ['bolt', 'nut'], /knows no washer, gear, bearing, bracket;/, 1],
  ])('with a model that knows %s is said, and it runs all the same', async (_, classes, note, recall) => {
    const card = { ...CARD, classes };
    app.detection.active = { ...ACTIVE, card };
    app.detection.onDetect = async () => outcome({ model: card });
    await start();
    await results(1);
    expect((await status()).note).toMatch(note);
    expect((await run()).last_50).toMatchObject({ recall, mean_confidence: 0.5 });
  });
});

describe('the results of the line', () => {
  it('are cleared, all of them and no others, and can be brought back', async () => {
    await postRaw(app, '?source=door');
    await start();
    await results(3);
    await ask(app, 'stopDemo');
    const kept = (await run()).results;
    const cleared = await ask(app, 'clearDemo');
    expect(cleared.count).toBe(kept);
    expect(app.store.listInferences({ limit: 10 }).items.map(({ source }) => source)).toEqual(['door']);
    await ask(app, 'restoreInferences', { body: { deletion_id: cleared.deletion_id } });
    expect(app.store.listInferences({ limit: 100, source: 'demo' }).items).toHaveLength(kept);
  });

  it('cannot be passed off by a caller', async () => {
    const refused = await problem(await postRaw(app, '?source=demo'));
    expect(refused).toMatchObject({ status: 422, code: 'invalid_parameter' });
    expect(refused.detail).toContain('source');
    expect(app.detection.jobs).toHaveLength(0);
    expect((await postRaw(app, '?source=demonstration')).status).toBe(200);
  });

  it('that cannot be kept end the line', async () => {
    await app.close();
    app = await startApp(
      {},
      (store) => ({
        ...store,
        recordInference() {
          throw new VigilError('storage_failed', 'The disk is full.');
        },
      }),
      { openScenes: scenes.open },
    );
    await start();
    await until(async () => (await status()).line.state === 'failed');
    expect((await status()).line).toMatchObject({ reason: expect.stringContaining('The disk is full.') });
    expect(await run()).toMatchObject({ results: 0, last_error: { code: 'storage_failed' } });
  });
});
