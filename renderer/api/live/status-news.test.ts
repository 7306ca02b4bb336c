import { describe, expect, it } from 'vitest';
import type { StreamData, StreamEvent, StreamEventName } from '../../../native/contract/http/stream.ts';
import { status } from '../../features/models/testing/samples.ts';
import { checksDiffer, withNews } from './patch-status.ts';
import { topicsOf } from './topics.ts';

const STATUS = status();

const event = <Name extends StreamEventName>(name: Name, data: StreamData<Name>) =>
  ({ event: name, data }) as StreamEvent;

const images = (changes: Partial<StreamData<'inference'>>) =>
  event('inference', {
    ...{ answered: 0, failed: 0, kept: 0, first_id: null, last_id: null, sources: [], pictures: 0 },
    ...{ images_per_s: 12, queue_length: 4 },
    ...changes,
  });
const machine = (troubled: string[]) =>
  event('gpu', {
    ...{ images_per_s: 7, queue_length: 2, uptime_s: 99, sampled_at: '2026-03-01T12:00:00.000Z', gpus: [] },
    ...{ model_memory_bytes: null, troubled },
  });

describe('the status', () => {
  it('takes rate, queue and count of results from events, and leaves the rest', () => {
    const patched = withNews(STATUS, images({ answered: 3, kept: 3 }));
    expect(patched).toEqual({
      ...STATUS,
      ...{ images_per_s: 12, queue_length: 4 },
      history: { ...STATUS.history, count: STATUS.history.count + 3 },
    });
    expect(withNews(STATUS, machine([]))).toEqual({ ...STATUS, images_per_s: 7, queue_length: 2, uptime_s: 99 });
    const drift = { state: 'active', dataset_drift: true, drift_share: 0.75 } as const;
    expect(withNews(STATUS, event('drift', { ...drift, change: 'verdict' })).drift).toEqual(drift);
  });

  it('is the same object where an event says nothing of it', () => {
    const loaded = event('model', { change: 'loaded', model: null, provider: 'cpu', reason: null });
    expect(withNews(STATUS, loaded)).toBe(STATUS);
  });

  it('has to be asked for where other checks are unwell than it says', () => {
    const ill = { ...STATUS, checks: [{ name: 'queue', status: 'degraded', detail: 'full' }] } as typeof STATUS;
    expect(checksDiffer(ill, machine(['queue']))).toBe(false);
    expect(checksDiffer(ill, machine([]))).toBe(true);
    expect(checksDiffer(ill, machine(['store']))).toBe(true);
    expect(checksDiffer(ill, images({}))).toBe(false);
  });
});

describe('what an event changes', () => {
  it.each([
    [images({ answered: 1, kept: 1, sources: ['cam'] }), ['inference']],
    [images({ answered: 1, kept: 1, sources: [null, 'demo'] }), ['inference', 'demo']],
    [images({ failed: 1 }), ['inference', 'demo']],
    [images({ pictures: 2 }), ['picture']],
    [event('job', { kind: 'deletion', id: null, state: 'finished', done: 1, total: 1 }), ['history']],
    [event('job', { kind: 'evaluation', id: 3, state: 'running', done: 1, total: 9 }), ['evaluation']],
    [event('drift', { change: 'config', state: 'active', dataset_drift: null, drift_share: null }), ['drift', 'rules']],
    [machine(['model']), []],
  ])('%j: %j', (happened, topics) => {
    expect(topicsOf(happened)).toEqual(topics);
  });
});
