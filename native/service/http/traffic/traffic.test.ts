import { describe, expect, it } from 'vitest';
import { ApiTraffic } from '../../../contract/http/system.ts';
import { Traffic, type TrafficRequest } from './traffic.ts';

const DETECT = { endpoint: '/v1/yolo/detect/', method: 'POST', status: 200, seconds: 0.03 } as const;
function traffic() {
  const time = { now: 1_000_000 };
  const counted = new Traffic(() => time.now);
  const add = (count: number, changes: Partial<TrafficRequest> = {}) => {
    for (let n = 0; n < count; n++) counted.add({ ...DETECT, ...changes });
  };
  return { time, add, summary: () => ApiTraffic.parse(counted.summary()) };
}

describe('traffic', () => {
  it('is nothing at first', () => {
    expect(traffic().summary()).toEqual({
      ...{ window_s: 1, requests: 0, requests_per_s: 0, error_ratio: null, endpoints: [] },
    });
  });

  it('has rate, errors and durations of each endpoint, the busiest first', () => {
    const { time, add, summary } = traffic();
    add(6, { endpoint: '/metrics', method: 'GET', seconds: 0.004 });
    for (let ms = 1; ms <= 100; ms++) add(1, { seconds: ms / 1_000 });
    add(20, { status: 503, seconds: 0.001 });
    add(5, { status: 404, seconds: 0.001 });
    time.now += 50_000;
    const { endpoints, ...all } = summary();
    expect(all).toMatchObject({
      window_s: 50,
      requests: 131,
      requests_per_s: 2.62,
      error_ratio: expect.closeTo(20 / 131),
    });
    expect(endpoints.map(({ endpoint, method, requests }) => [endpoint, method, requests])).toEqual([
      ['/v1/yolo/detect/', 'POST', 125],
      ['/metrics', 'GET', 6],
    ]);
    expect(endpoints[0]).toMatchObject({
      ...{ statuses: { 200: 100, 404: 5, 503: 20 }, error_ratio: 0.16, requests_per_s: 2.5 },
    });
    expect(endpoints[1]?.p50_ms).toBeCloseTo(4, 1);
  });

  it('has quantiles within one per cent', () => {
    const { add, summary } = traffic();
    const values = Array.from({ length: 1_000 }, (_, n) => 0.2 + n * 0.37 + (n % 50 === 0 ? 900 : 0));
    for (const ms of values) add(1, { seconds: ms / 1_000 });
    values.sort((a, b) => a - b);
    const [endpoint] = summary().endpoints;
    for (const [found, quantile] of [
      [endpoint?.p50_ms, 0.5],
      [endpoint?.p95_ms, 0.95],
      [endpoint?.p99_ms, 0.99],
    ] as const) {
      const exact = values[Math.floor(quantile * (values.length - 1))] as number;
      expect(Math.abs((found as number) / exact - 1)).toBeLessThan(0.011);
    }
  });

  it('forgets what is older than five minutes', () => {
    const { time, add, summary } = traffic();
    add(10);
    time.now += 200_000;
    add(1, { status: 500 });
    expect(summary()).toMatchObject({ requests: 11, window_s: 200 });
    time.now += 200_000;
    expect(summary()).toMatchObject({ requests: 1, error_ratio: 1 });
    expect(summary().window_s).toBeGreaterThanOrEqual(300);
    expect(summary().window_s).toBeLessThan(331);
    time.now += 1_000_000;
    expect(summary()).toMatchObject({ requests: 0, endpoints: [] });
  });
});
