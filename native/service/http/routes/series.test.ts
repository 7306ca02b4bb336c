import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VigilError } from '../../../contract/errors.ts';
import { SeriesResponse } from '../../../contract/http/series.ts';
import { ScriptedStream } from '../../drift/testing/scripted-stream.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { postRaw, problem } from '../testing/detect-request.ts';

let app: AppUnderTest;
let stream: ScriptedStream;
beforeEach(async () => {
  app = await startApp();
  stream = new ScriptedStream(app);
});
afterEach(() => app.close());

const get = (query: string) => fetch(`${app.url}/v1/history/series?${query}`);

async function series(query: string): Promise<SeriesResponse> {
  const response = await get(query);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return SeriesResponse.parse(await response.json());
}

describe('GET /v1/history/series', () => {
  it('has images as soon as they are answered, an hour back unless said otherwise', async () => {
    expect(await series('metric=latency_ms')).toMatchObject({ buckets: [], total: null, bucket_s: 10 });
    const before = Date.now();
    await stream.send(20);
    const { metric, from, to, buckets, total } = await series('metric=latency_ms');
    expect(metric).toBe('latency_ms');
    expect(Date.parse(to) - Date.parse(from)).toBe(3_600_000);
    expect(Date.parse(to)).toBeGreaterThanOrEqual(before);
    expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(20);
    expect(total).toMatchObject({ count: 20, p50: expect.any(Number), p95: expect.any(Number) });
    expect((await series('metric=rate')).total?.count).toBe(20);
    expect((await series('metric=brightness')).total).toMatchObject({ count: 20, p50: null });
    expect((await series('metric=latency_ms&to=2026-01-01T00:00:00Z')).total).toBeNull();
  });

  it('keeps to a model and to a source', async () => {
    await stream.send(3);
    const id = app.detection.status().active?.card.id;
    expect((await series(`metric=latency_ms&model=${id}`)).total?.count).toBe(3);
    expect((await series('metric=latency_ms&model=another')).total).toBeNull();
    expect((await series('metric=latency_ms&source=gate')).total).toBeNull();
  });

  it('counts images that are not kept, and those that fail', async () => {
    const query = '?save=false&source=gate';
    expect((await postRaw(app, query)).status).toBe(200);
    app.detection.onDetect = async () => {
      throw new VigilError('inference_failed', 'The model refuses.');
    };
    expect((await postRaw(app, query)).status).toBe(500);
    expect(app.store.facets().count).toBe(0);
    expect((await series('metric=rate&source=gate')).total?.count).toBe(1);
    expect((await series('metric=errors&source=gate')).total).toMatchObject({ count: 2, max: expect.any(Number) });
    expect((await series('metric=errors&source=gate')).total?.mean).toBeGreaterThan(0);
  });

  it('charts the drift of every verdict', async () => {
    const put = { method: 'PUT', headers: { 'content-type': 'application/json' } };
    const config = { reference_size: 50, current_size: 30 };
    await fetch(`${app.url}/v1/monitoring/drift/config`, { ...put, body: JSON.stringify(config) });
    await stream.send(80);
    expect((await series('metric=drift_share')).total).toMatchObject({ count: expect.any(Number), p50: null });
    expect((await series('metric=num_drifted_features')).total?.min).toBe(0);
    const { total } = await series('metric=drift_score.brightness');
    expect(total?.max).toBeGreaterThan(0);
    expect(total?.max).toBeLessThanOrEqual(1);
  });

  it.each([
    ['metric=nonsense', /metric/],
    ['metric=drift_score.', /metric/],
    ['metric=rate&points=0', /points/],
    ['metric=rate&points=2001', /points/],
    ['metric=rate&from=yesterday', /from/],
    ['metric=rate&from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z', /later/],
    ['metric=rate&from=1960-01-02T00:00:00Z', /1970/],
    ['metric=rate&colour=red', /colour/],
    ['', /metric/],
  ])('refuses %s', async (query, reason) => {
    const { status, code, detail } = await problem(await get(query));
    expect([status, code]).toEqual([422, 'invalid_parameter']);
    expect(detail).toMatch(reason);
  });
});
