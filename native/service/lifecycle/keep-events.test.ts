import { expect, it } from 'vitest';
import { VigilError } from '../../contract/errors.ts';
import { createLogger } from '../../logging/logger.ts';
import type { NewEvent } from '../../store/events.ts';
import type { DetectionEvent } from '../detection/types.ts';
import { ACTIVE, CARD } from '../http/testing/scripted-detection.ts';
import { keepDetectionEvent } from './keep-events.ts';

const log = createLogger({ folder: null, level: 'silent' }).component('service');

function rowOf(event: DetectionEvent): NewEvent | undefined {
  const rows: NewEvent[] = [];
  keepDetectionEvent({ addEvent: (row) => rows.push(row) }, log, event);
  return rows[0];
}

it.each<[DetectionEvent, NewEvent['kind'], string]>([
  [{ type: 'model_loaded', model: ACTIVE, replaced: null }, 'model_loaded', 'Model scripted 1 was loaded on cpu'],
  [
    { type: 'model_loaded', model: ACTIVE, replaced: { ...CARD, id: 'other', name: 'old' } },
    'model_loaded',
    'Model old 1 was replaced by scripted 1',
  ],
  [
    { type: 'model_load_failed', path: '/a.onnx', error: new VigilError('model_unreadable', 'It is cut off.') },
    'model_load_failed',
    'A model was not loaded: It is cut off.',
  ],
  [
    { type: 'provider_fallback', report: ACTIVE.provider },
    'provider_fallback',
    'Fallback to cpu: The CPU was asked for.',
  ],
  [
    { type: 'detector_exited', pid: 7, reason: 'killed', stderr: '', jobs: 2 },
    'detector_lost',
    'A detector ended: killed',
  ],
  [{ type: 'detector_restarted', pid: 8, after_ms: 900 }, 'detector_restarted', 'A new detector is ready'],
  [
    { type: 'given_up', reason: 'it crashes at once' },
    'detector_given_up',
    'The detector is not started any more: it crashes at once',
  ],
])('%o becomes an event', (event, kind, title) => {
  const row = rowOf(event);
  expect([row?.kind, row?.title]).toEqual([kind, title]);
  expect(JSON.parse(JSON.stringify(row?.detail))).toEqual(row?.detail);
});

it('an image that is tried again is none, and a full disk loses the event alone', () => {
  expect(rowOf({ type: 'job_retried', reason: 'x' })).toBeUndefined();
  const addEvent = () => {
    throw new VigilError('storage_failed', 'full');
  };
  expect(() => keepDetectionEvent({ addEvent }, log, { type: 'given_up', reason: 'x' })).not.toThrow();
});
