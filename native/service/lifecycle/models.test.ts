import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VigilError } from '../../contract/errors.ts';
import { createLogger } from '../../logging/logger.ts';
import { openStore } from '../../store/open.ts';
import type { Store } from '../../store/types.ts';
import type { ActiveModel } from '../detection/types.ts';
import { ACTIVE, ScriptedDetection } from '../http/testing/scripted-detection.ts';
import { keepModels, type LoadPreferences, type OwnedModels } from './models.ts';

const OTHER: ActiveModel = { ...ACTIVE, card: { ...ACTIVE.card, id: 'ba9876543210', name: 'other' } };
const REFUSED = new VigilError('storage_failed', 'The disk is full.');

describe('models in history', () => {
  let folder: string;
  let store: Store;
  let detection: ScriptedDetection;
  let models: OwnedModels;
  let isDiskFull = false;
  let preferences: LoadPreferences;
  const log = createLogger({ folder: null, level: 'silent' }).component('test');

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'vigil-models-'));
    store = openStore(folder);
    detection = new ScriptedDetection();
    isDiskFull = false;
    preferences = { providers: ['cpu'], goal: 'latency' };
    const beginModelRun: Store['beginModelRun'] = (run) => {
      if (isDiskFull) throw REFUSED;
      return store.beginModelRun(run);
    };
    models = keepModels(detection, { ...store, beginModelRun }, log, () => preferences);
  });
  afterEach(() => {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const runs = () => store.listModelRuns(10).map(({ model, ended_at }) => [model.name, ended_at !== null]);

  it('has one run after the other', () => {
    detection.switchTo(ACTIVE);
    detection.switchTo(OTHER);
    expect(runs()).toEqual([
      ['other', false],
      ['scripted', true],
    ]);
    models.end();
    expect(runs()[0]).toEqual(['other', true]);
  });

  it('gives late results of the model before to its run', () => {
    detection.switchTo(ACTIVE);
    const before = models.runOf(ACTIVE.card, ACTIVE.provider);
    detection.switchTo(OTHER);
    expect(models.runOf(OTHER.card, OTHER.provider)).not.toBe(before);
    expect(models.runOf(ACTIVE.card, ACTIVE.provider)).toBe(before);
    expect(runs()).toHaveLength(2);
  });

  it('begins a new run when the same model goes on elsewhere', () => {
    detection.switchTo({ ...ACTIVE, provider: { ...ACTIVE.provider, used: 'cuda' } });
    models.runOf(ACTIVE.card, ACTIVE.provider);
    expect(store.listModelRuns(10).map(({ provider, ended_at }) => [provider, ended_at !== null])).toEqual([
      ['cpu', false],
      ['cuda', true],
    ]);
  });

  it('begins a run late when the disk was full', () => {
    isDiskFull = true;
    detection.switchTo(ACTIVE);
    expect(() => models.runOf(ACTIVE.card, ACTIVE.provider)).toThrow(REFUSED);
    isDiskFull = false;
    expect(models.runOf(ACTIVE.card, ACTIVE.provider)).toBe(models.runOf(ACTIVE.card, ACTIVE.provider));
    expect(runs()).toEqual([['scripted', false]]);
  });

  it('remembers what was loaded, with what was said of it, and not what failed', async () => {
    expect(models.remembered()).toBeNull();
    const { card, provider, parallelism } = ACTIVE;
    detection.onLoad = async () => ({ model: card, provider, parallelism, load_ms: 1, run_ms: 1, replaced: null });
    await models.load({ path: '/a.onnx', sidecar: { name: 'mine' } });
    detection.onLoad = async () => {
      throw new VigilError('model_unreadable', 'It is empty.');
    };
    await expect(models.load({ path: '/b.onnx', sidecar: null })).rejects.toThrow('It is empty.');
    expect(models.remembered()).toEqual({ path: '/a.onnx', sidecar: { name: 'mine' } });
  });
});
