import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Alert } from '../../contract/http/alerts.ts';
import { STREAM_DATA, type StreamEventName } from '../../contract/http/stream.ts';
import { News } from './news.ts';

const MACHINE = {
  uptime_s: 60,
  ...{ sampled_at: '2026-03-01T12:00:00.000Z', gpus: [], model_memory_bytes: null, troubled: [] },
  ...{ images_per_s: 4, queue_length: 1 },
};

let news: News;
let machines: number;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  machines = 0;
  news = new News({
    load: () => ({ images_per_s: 2.5, queue_length: 3 }),
    machine: () => {
      machines++;
      return MACHINE;
    },
  });
});
afterEach(() => {
  news.close();
  vi.useRealTimers();
});

/** What a listener was told, each checked against its schema. */
function listen(after: string | null = null) {
  const told: { event: StreamEventName; id: string | undefined; data: Record<string, unknown> }[] = [];
  const onClose = vi.fn();
  const leave = news.listen(
    after,
    (text) => {
      for (const block of text.split('\n\n')) {
        const event = /^event: (\w+)$/m.exec(block)?.[1] as StreamEventName | undefined;
        if (event === undefined) continue;
        const data = STREAM_DATA[event].parse(JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? ''));
        told.push({ event, id: /^id: (.*)$/m.exec(block)?.[1], data });
      }
    },
    onClose,
  );
  return { told, leave, onClose, names: () => told.map(({ event }) => event) };
}

const answered = (id: number | null, source: string | null = null) =>
  news.image({ outcome: 'answered', id, source } as const);

describe('images', () => {
  it('are told of at once, and then twice a second with their counts, however many they are', () => {
    const { told } = listen();
    for (let second = 0; second < 2; second++) {
      for (let image = 0; image < 100; image++) {
        answered(second * 100 + image + 1, 'line');
        vi.advanceTimersByTime(10);
      }
    }
    vi.advanceTimersByTime(1_000);
    const images = told.filter(({ event }) => event === 'inference').map(({ data }) => data);
    expect(images.length).toBeLessThanOrEqual(6);
    expect(images[0]).toEqual({
      ...{ answered: 1, failed: 0, kept: 1, first_id: 1, last_id: 1, sources: ['line'], pictures: 0 },
      ...{ images_per_s: 2.5, queue_length: 3 },
    });
    expect(images.reduce((sum, { kept }) => sum + Number(kept), 0)).toBe(200);
    expect(images.at(-1)).toMatchObject({ last_id: 200 });
  });

  it('that fail, are not kept, or get their picture later are told apart', () => {
    const { told } = listen();
    answered(7, 'cam');
    news.image({ outcome: 'failed' });
    answered(null);
    answered(9);
    answered(8, 'cam');
    news.picture();
    vi.advanceTimersByTime(500);
    expect(told[1]?.data).toMatchObject({
      ...{ answered: 3, failed: 1, kept: 2, first_id: 8, last_id: 9, sources: [null, 'cam'], pictures: 1 },
    });
  });

  it('of many sources name eight of them', () => {
    const { told } = listen();
    for (let n = 0; n < 20; n++) answered(n + 1, `camera ${n}`);
    vi.advanceTimersByTime(500);
    expect(told[1]?.data['sources']).toHaveLength(8);
  });
});

describe('verdicts and progress', () => {
  const verdict = (drift_share: number) =>
    news.drift({ change: 'verdict', state: 'active', dataset_drift: false, drift_share });

  it('are told once a second, the latest of them', () => {
    const { told } = listen();
    for (let n = 1; n <= 5; n++) verdict(n / 10);
    vi.advanceTimersByTime(1_000);
    expect(told.map(({ data }) => data['drift_share'])).toEqual([0.1, 0.5]);
  });

  it('do not come after the change that made them void', () => {
    const { told } = listen();
    verdict(0.1);
    verdict(0.9);
    news.drift({ change: 'reset', state: 'collecting_reference', dataset_drift: null, drift_share: null });
    vi.advanceTimersByTime(5_000);
    expect(told.filter(({ event }) => event === 'drift').map(({ data }) => data['change'])).toEqual([
      'verdict',
      'reset',
    ]);
  });

  it('end with the end: no progress is told after it', () => {
    const { told } = listen();
    for (let done = 1; done <= 3; done++) news.job({ kind: 'evaluation', id: 4, state: 'running', done, total: 3 });
    news.job({ kind: 'evaluation', id: 4, state: 'finished', done: 3, total: 3 });
    vi.advanceTimersByTime(5_000);
    expect(told.filter(({ event }) => event === 'job').map(({ data }) => [data['state'], data['done']])).toEqual([
      ['running', 1],
      ['finished', 3],
    ]);
  });
});

describe('a reader that comes back', () => {
  it('is told what it missed, in order, and nothing of the moment', () => {
    const first = listen();
    answered(1);
    const { id } = first.told[0] as { id: string };
    first.leave();
    news.model({ change: 'loading', model: null, provider: null, reason: null });
    news.job({ kind: 'deletion', id: null, state: 'finished', done: 3, total: 3 });
    const again = listen(id);
    expect(again.names()).toEqual(['model', 'job']);
    answered(2);
    vi.advanceTimersByTime(500);
    expect(again.names()).toEqual(['model', 'job', 'inference']);
  });

  it('is told to ask anew where too much has happened', () => {
    const small = new News({
      load: () => ({ images_per_s: 0, queue_length: 0 }),
      machine: () => MACHINE,
      keptEvents: 2,
    });
    const texts: string[] = [];
    small.listen(null, (text) => texts.push(text), vi.fn());
    const id = /^id: (.*)$/m.exec(texts[0] as string)?.[1] as string;
    for (let n = 0; n < 3; n++) small.job({ kind: 'deletion', id: null, state: 'finished', done: n, total: n });
    small.listen(id, (text) => texts.push(text), vi.fn());
    expect(texts.at(-1)).toContain('event: reset\ndata: {"reason":"too_old"}');
    small.close();
  });
});

describe('the machine', () => {
  it('is told of every two seconds, without an id, and looked at only while somebody listens', () => {
    vi.advanceTimersByTime(10_000);
    expect(machines).toBe(0);
    const { told, leave } = listen();
    vi.advanceTimersByTime(4_000);
    expect(told).toEqual([
      { event: 'gpu', id: undefined, data: MACHINE },
      { event: 'gpu', id: undefined, data: MACHINE },
    ]);
    leave();
    vi.advanceTimersByTime(10_000);
    expect([machines, news.listeners]).toEqual([2, 0]);
  });

  it('may fail to say how it is: the others go on', () => {
    const broken = new News({
      load: () => ({ images_per_s: 0, queue_length: 0 }),
      machine: () => {
        throw new Error('no sample');
      },
    });
    const texts: string[] = [];
    broken.listen(null, (text) => texts.push(text), vi.fn());
    vi.advanceTimersByTime(10_000);
    expect(texts.join('')).toContain(': still here');
    broken.close();
  });
});

it('tells an alert without its sentences', () => {
  const { told } = listen();
  const alert: Alert = {
    ...{ id: 5, name: 'HighLatency', severity: 'warning', component: 'detector', labels: {}, state: 'firing' },
    ...{
      summary: 'Slow',
      resolved_reason: null,
      description: 'p95 is 700 ms',
      value: 700,
      comparator: '>',
      threshold: 500,
      unit: 'ms',
      series: 'latency_ms',
    },
    ...{ runbook: '/docs', started_at: '2026-03-01T12:00:00.000Z', fired_at: null, resolved_at: null },
    ...{ acknowledged_at: null, acknowledged_by: null, comment: null, silenced_until: null, inhibited_by: null },
  };
  news.alert(alert);
  expect(told).toMatchObject([{ event: 'alert', data: { id: 5, name: 'HighLatency', state: 'firing', value: 700 } }]);
  expect(told[0]?.data).not.toHaveProperty('description');
});

it('shortens a reason that is as long as a log', () => {
  const { told } = listen();
  news.model({ change: 'lost', model: null, provider: null, reason: 'x'.repeat(10_000) });
  expect(String(told[0]?.data['reason'])).toHaveLength(500);
});

it('tells everybody that it is over, once, and nothing after that', () => {
  const { told, onClose } = listen();
  answered(1);
  answered(2);
  news.close();
  vi.advanceTimersByTime(10_000);
  news.model({ change: 'loading', model: null, provider: null, reason: null });
  expect(onClose).toHaveBeenCalledOnce();
  expect(told).toHaveLength(1);
});
