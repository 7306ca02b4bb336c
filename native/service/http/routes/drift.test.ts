import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { DriftConfig } from '../../../contract/drift.ts';
import type { ImageResult } from '../../../contract/http/detect.ts';
import { ENDPOINTS, type EndpointName } from '../../../contract/http/endpoints.ts';
import { ScriptedStream } from '../../drift/testing/scripted-stream.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { post, problem } from '../testing/detect-request.ts';

let app: AppUnderTest;
let stream: ScriptedStream;
beforeEach(async () => {
  app = await startApp();
  stream = new ScriptedStream(app);
});
afterEach(() => app.close());

type Json<Name extends EndpointName> = (typeof ENDPOINTS)[Name]['answers'] extends infer Schema extends z.ZodType
  ? z.output<Schema>
  : never;

const request = (name: EndpointName, body?: object, query = '') =>
  fetch(app.url + ENDPOINTS[name].path + query, {
    method: ENDPOINTS[name].method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });

/** Asks and checks the answer against the table. */
async function ask<Name extends EndpointName>(name: Name, body?: object, query = ''): Promise<Json<Name>> {
  const response = await request(name, body, query);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (ENDPOINTS[name].answers as z.ZodType).parse(await response.json()) as Json<Name>;
}

const SMALL = { reference_size: 50, current_size: 30 };

describe('the drift API', () => {
  it('tells how far the windows are, then the verdict, with the distance of each image', async () => {
    await ask('putDriftConfig', SMALL);
    expect(await ask('drift')).toMatchObject({ state: 'collecting_reference', reference: { size: 0, target: 50 } });
    const [early] = (await stream.send(50)) as ImageResult[];
    expect(early?.features.embedding_distance).toBeNull();
    const late = (await stream.send(30)) as ImageResult[];
    expect(late[0]?.features.embedding_distance).toBeGreaterThan(0);
    expect(app.store.getInference(late[0]?.inference_id ?? 0)?.features).toEqual(late[0]?.features);
    const { checked_images } = await ask('drift');
    expect(checked_images).toEqual({ first: late[0]?.inference_id, last: late.at(-1)?.inference_id });
    expect(await ask('drift')).toMatchObject({ state: 'active', dataset_drift: false, num_features: 5 + 4 });
    expect((await ask('status')).drift).toMatchObject({ state: 'active', dataset_drift: false });
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(/^evidently_dataset_drift 0$/m);
    expect(metrics).toMatch(/^drift_score\{feature="brightness"\} 0\.\d+$/m);
  });

  it('follows a failing light, names the images that moved it most, and is quiet again after a reset', async () => {
    await ask('putDriftConfig', SMALL);
    await stream.send(80);
    stream.shift = -40;
    await stream.send(30);
    await stream.send(30);
    const dark = (await stream.send(30)) as ImageResult[];
    const state = await ask('drift');
    expect(state).toMatchObject({ dataset_drift: true, dataset_alarm: { phase: 'confirmed' } });
    const { samples } = await ask('driftMovedMost', undefined, '?feature=brightness&limit=5');
    expect(samples).toHaveLength(5);
    const last = new Set(dark.map(({ inference_id }) => inference_id));
    expect(samples.every(({ id }) => last.has(Number(id)))).toBe(true);
    const values = samples.map(({ value }) => Number(value));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    const map = await ask('driftEmbedding');
    expect(map.points.filter(({ window }) => window === 'reference')).toHaveLength(50);
    expect(map.points.filter(({ window }) => window === 'current')).toHaveLength(30);
    const { points } = await ask('driftHistory', undefined, '?points=3');
    expect(points.length).toBeLessThanOrEqual(3);
    expect(points.at(-1)?.dataset_drift).toBe(true);
    // No body at all: as many as are kept suffice.
    const reset = await ask('resetReference');
    expect(reset).toMatchObject({ state: 'collecting_current', reference: { source: 'recent', size: 50, version: 2 } });
    await stream.send(30);
    expect(await ask('drift')).toMatchObject({ state: 'active', dataset_drift: false });
    expect(await ask('undoResetReference')).toMatchObject({ reference: { version: 1 } });
    await app.drift.settled();
    expect((await ask('drift')).dataset_drift).toBe(true);
    const { events } = await ask('listEvents', undefined, '?kinds=drift_reset,drift_undo');
    expect(events.map(({ kind }) => kind)).toEqual(['drift_undo', 'drift_reset']);
    expect((await problem(await request('undoResetReference'))).code).toBe('no_previous_reference');
  });

  it('counts the outliers of a feature where it is asked for them', async () => {
    expect(await ask('driftDetail', undefined, '?feature=brightness')).toMatchObject({ detail: null });
    await ask('putDriftConfig', SMALL);
    await stream.send(50);
    stream.shift = -90;
    await stream.send(30);
    const { detail, reason } = await ask('driftDetail', undefined, '?feature=brightness');
    expect(reason).toBeNull();
    expect(detail?.outliers?.iqr.current).toBe(30);
    expect(detail?.outliers?.z_score).toMatchObject({ reference: 0, current: 30 });
    expect(detail?.mann_whitney.p_value).toBeLessThan(1e-6);
    const classes = await ask('driftDetail', undefined, '?feature=dominant_class');
    expect([classes.detail?.outliers, classes.not_computed['outliers']]).toEqual([null, 'Classes have no order.']);
    expect((await ask('driftDetail', undefined, '?feature=embedding')).reason).toContain('no single values');
    expect((await problem(await request('driftDetail', undefined, '?feature=colour'))).detail).toContain('brightness');
  });

  it('counts images under the thresholds in force, whatever their caller asked for', async () => {
    await post(app, 'x', '?conf=0.7&classes=Bus', { 'content-type': 'image/jpeg' });
    await post(app, 'x', '?save=false', { 'content-type': 'image/jpeg' });
    const { reference } = app.drift.windows() ?? {};
    expect(reference?.ids).toHaveLength(1);
    expect(reference?.features['detections']).toEqual([2]);
    expect(reference?.features['dominant_class']).toEqual(['person']);
  });

  it('takes results for a reference that were answered under other thresholds, as the ones in force have them', async () => {
    for (let k = 0; k < 50; k++) await post(app, `image ${k}`, '?conf=0.7', { 'content-type': 'image/jpeg' });
    expect(await ask('resetReference', { mode: 'recent', size: 50 })).toMatchObject({ reference: { size: 50 } });
    const { reference } = app.drift.windows() ?? {};
    expect(reference?.features['detections']).toEqual(Array.from({ length: 50 }, () => 2));
  });

  it('takes a folder of images for a reference, keeping none of them', async () => {
    const path = join(app.dataFolder, 'good');
    mkdirSync(path);
    for (let k = 0; k < 55; k++) writeFileSync(join(path, `${k}.jpg`), `image ${k}`);
    writeFileSync(join(path, 'notes.txt'), 'no image');
    const { reference } = await ask('resetReference', { mode: 'folder', path });
    expect(reference).toMatchObject({ source: 'folder', size: 55, target: 55 });
    expect(app.store.countMatching({})).toBe(0);
    await stream.send(50);
    expect(await ask('drift')).toMatchObject({ state: 'active', dataset_drift: false });
  });

  it('leaves the reference alone where its caller does not wait for the folder', async () => {
    const path = join(app.dataFolder, 'good');
    mkdirSync(path);
    for (let k = 0; k < 55; k++) writeFileSync(join(path, `${k}.jpg`), `image ${k}`);
    const left = new AbortController();
    const { onDetect } = app.detection;
    let asked = 0;
    const ended = new Promise<void>((resolve) => {
      app.detection.onDetect = async (job) => {
        if (++asked === 5) left.abort();
        if (asked < 5) return onDetect(job);
        return new Promise((_, reject) => {
          job.signal?.addEventListener('abort', () => {
            reject(job.signal?.reason);
            resolve();
          });
        });
      };
    });
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ mode: 'folder', path });
    const url = app.url + ENDPOINTS.resetReference.path;
    await expect(fetch(url, { method: 'POST', headers, body, signal: left.signal })).rejects.toThrow();
    await ended;
    expect(asked).toBeLessThanOrEqual(6);
    expect((await ask('drift')).reference).toMatchObject({ version: 1, size: 0, source: 'first' });
  });

  it.each([
    ['resetReference', { mode: 'recent' }, 409, 'not_enough_samples'],
    [
      'resetReference',
      { mode: 'range', from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' },
      409,
      'not_enough_samples',
    ],
    ['resetReference', { mode: 'range' }, 422, 'invalid_parameter'],
    ['resetReference', { mode: 'folder', path: '/no/such/folder' }, 422, 'invalid_parameter'],
    ['resetReference', { mode: 'table', path: 'relative.csv' }, 422, 'invalid_parameter'],
    ['resetReference', { mode: 'often' }, 422, 'invalid_parameter'],
    ['undoResetReference', undefined, 409, 'no_previous_reference'],
    ['putDriftConfig', { features: { colour: {} } }, 422, 'invalid_parameter'],
    ['putDriftConfig', { reference_size: 3 }, 422, 'invalid_parameter'],
    ['checkDrift', { data_threshold: 3 }, 422, 'invalid_parameter'],
  ] as const)('refuses %s %o', async (name, body, status, code) => {
    const response = await request(name, body);
    expect([response.status, (await problem(response)).code]).toEqual([status, code]);
  });

  it('refuses a feature that there is not, and answers all else before the first image', async () => {
    expect((await problem(await request('driftMovedMost', undefined, '?feature=colour'))).detail).toContain(
      'brightness',
    );
    expect(await ask('driftMovedMost', undefined, '?feature=brightness')).toEqual({
      feature: 'brightness',
      samples: [],
    });
    expect((await ask('driftEmbedding')).reason).not.toBeNull();
    expect(await ask('driftHistory')).toEqual({ points: [] });
    expect(await ask('driftStatistics')).toEqual({ points: [] });
    expect((await ask('checkDrift')).state).toBe('collecting_reference');
    expect((await ask('driftSchedule')).jobs.map(({ name }) => name)).toEqual([
      'hourly_statistics',
      'daily_check',
      'weekly_report',
    ]);
    expect((await ask('previewDriftConfig', DriftConfig.parse({}))).summary).toContain('too few');
    app.detection.active = null;
    expect((await problem(await request('resetReference', { mode: 'next' }))).code).toBe('model_not_loaded');
  });

  it('writes a report that is the same for the same check and needs nothing else', async () => {
    await ask('putDriftConfig', SMALL);
    await stream.send(80);
    const page = async () => (await request('driftReport')).text();
    const first = await page();
    await stream.send(3);
    // Three more images are no new check, but they are in the current window.
    expect(first.length).toBeLessThan(2 * 2 ** 20);
    expect(await page()).toBe(await page());
    expect(first).toContain('The data set has not drifted');
    expect(first).not.toMatch(/<script|src=|href=|@import|url\(/);
    expect(first.match(/<svg/g)?.length).toBe(8);
    expect((await ask('driftReports')).reports).toEqual([]);
    expect((await fetch(`${app.url}/v1/monitoring/drift/reports/drift-none.html`)).status).toBe(404);
  });
});
