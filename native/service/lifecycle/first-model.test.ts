import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VigilError } from '../../contract/errors.ts';
import { createLogger } from '../../logging/logger.ts';
import { openStore } from '../../store/open.ts';
import type { Store } from '../../store/types.ts';
import type { LoadRequest } from '../detection/types.ts';
import { ACTIVE, ScriptedDetection } from '../http/testing/scripted-detection.ts';
import { loadFirstModel } from './first-model.ts';
import { keepModels, type OwnedModels } from './models.ts';

const log = createLogger({ folder: null, level: 'silent' }).component('test');
let folder: string;
let store: Store;
let detection: ScriptedDetection;
let loaded: string[];
const at = (name: string) => join(folder, name);
const file = (name: string) => {
  writeFileSync(at(name), '');
  return at(name);
};
const request = (path: string): LoadRequest => ({ path, sidecar: null });

/** Models of a console that starts now. */
function open(starter: string | null): OwnedModels {
  detection = new ScriptedDetection();
  detection.active = null;
  loaded = [];
  detection.onLoad = async ({ path }) => {
    loaded.push(path);
    const { card, provider, parallelism } = ACTIVE;
    detection.active = { ...ACTIVE, card: { ...card, path } };
    return { model: { ...card, path }, provider, parallelism, load_ms: 1, run_ms: 1, replaced: null };
  };
  return keepModels(detection, store, log, () => ({ providers: ['cpu'], goal: 'latency' }), starter);
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-first-model-'));
  store = openStore(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the first model', () => {
  it('is none where none is asked for, none ran before and none comes with Vigil', async () => {
    await loadFirstModel(null, open(null), log);
    expect(loaded).toEqual([]);
  });

  it('is the starter where none is asked for and none ran before, at every start', async () => {
    const starter = file('starter.onnx');
    for (let start = 1; start <= 2; start++) {
      const models = open(starter);
      await loadFirstModel(null, models, log);
      expect(loaded).toEqual([starter]);
      expect([models.standsInFor(), models.remembered()]).toEqual([null, null]);
    }
  });

  it('is the one asked for, whatever else there is', async () => {
    const starter = file('starter.onnx');
    await open(starter).load(request(file('last.onnx')));
    await loadFirstModel(request(at('asked.onnx')), open(starter), log);
    expect(loaded).toEqual([at('asked.onnx')]);
  });

  it('is the one that ran last, not the starter', async () => {
    const starter = file('starter.onnx');
    const last = file('last.onnx');
    await open(starter).load(request(last));
    await loadFirstModel(null, open(starter), log);
    expect(loaded).toEqual([last]);
  });

  it('is the starter where the one that ran last is gone, which stays the one to come back to', async () => {
    const starter = file('starter.onnx');
    const last = file('last.onnx');
    await open(starter).load(request(last));
    rmSync(last);
    const models = open(starter);
    await loadFirstModel(null, models, log);
    expect([loaded, models.standsInFor()]).toEqual([[starter], last]);

    file('last.onnx');
    const again = open(starter);
    await loadFirstModel(null, again, log);
    expect([loaded, again.standsInFor()]).toEqual([[last], null]);
  });

  it('is settled by the next load that goes through', async () => {
    const starter = file('starter.onnx');
    await open(starter).load(request(at('gone.onnx')));
    const models = open(starter);
    await loadFirstModel(null, models, log);
    expect(models.standsInFor()).toBe(at('gone.onnx'));
    const works = detection.onLoad;
    detection.onLoad = async () => {
      throw new VigilError('model_unreadable', 'It is empty.');
    };
    await expect(models.load(request(at('bad.onnx')))).rejects.toThrow('It is empty.');
    expect(models.standsInFor()).toBe(at('gone.onnx'));
    detection.onLoad = works;
    await models.load(request(starter));
    expect(models.standsInFor()).toBeNull();
  });

  it('is the starter wherever it lies by now, where that was chosen last', async () => {
    await open(at('old/starter.onnx')).load(request(at('old/starter.onnx')));
    const starter = file('starter.onnx');
    const models = open(starter);
    await loadFirstModel(null, models, log);
    expect([loaded, models.standsInFor()]).toEqual([[starter], null]);
  });

  it('that is gone is told of where there is no starter', async () => {
    await open(null).load(request(at('gone.onnx')));
    const models = open(null);
    detection.onLoad = async ({ path }) => {
      throw new VigilError('model_not_found', `There is no file ${path}.`);
    };
    await loadFirstModel(null, models, log);
    expect(models.loadFailure()?.error.message).toContain('gone.onnx');
  });

  it('that does not load leaves a console that says why', async () => {
    const starter = file('starter.onnx');
    const models = open(starter);
    detection.onLoad = async () => {
      throw new VigilError('model_unreadable', 'It is empty.');
    };
    await loadFirstModel(null, models, log);
    expect(models.loadFailure()).toMatchObject({ path: starter, error: { message: 'It is empty.' } });
  });
});
