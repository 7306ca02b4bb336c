import { describe, expect, it } from 'vitest';
import { features } from '../../../native/testing/features.ts';
import { ApiProblem } from '../../api/client.ts';
import { ALL_CLASSES, onlyClass } from '../../components/image-stage/class-filter.ts';
import { packCandidates, shownDetections } from '../../components/image-stage/view.ts';
import { firstSentence, type ModelState } from './first-sentence.ts';
import type { ItemStatus, Outcome, QueueItem } from './upload-state.ts';

const candidates = ['bus', 'person', 'person'].map((class_name, at) => ({
  class_id: class_name === 'bus' ? 5 : 0,
  class_name,
  score: 0.9 - at / 10,
  box: [at * 50, 0, at * 50 + 40, 40] as [number, number, number, number],
}));
const outcome: Outcome = {
  inferenceId: 1,
  width: 640,
  height: 480,
  packed: packCandidates({ floor: 0.05, suppressed: false, candidates }),
  features: features(),
  timings: { queue: 0, decode: 0, tensor: 0, inference: 0, postprocess: 0, total: 0 },
  model: { id: 'a', name: 'm', version: '1' },
  provider: 'cpu',
  storageError: null,
};
const loaded: ModelState = { state: 'loaded', name: 'm' };

const item = (status: ItemStatus): QueueItem => ({
  id: 1,
  file: new File([], 'bus.jpg'),
  path: 'bus.jpg',
  losses: 0,
  status,
});

function sentence(status: ItemStatus, conf = 0.25, filter = ALL_CLASSES): string {
  const shown = shownDetections(outcome.packed, { conf, iou: 0.45 }, filter, outcome);
  return firstSentence(item(status), shown, { conf, filter }, loaded);
}

describe('firstSentence', () => {
  it('says what was found where', () => {
    expect(sentence({ state: 'done', outcome })).toBe('3 objects in bus.jpg, 2 person, 1 bus');
    expect(sentence({ state: 'done', outcome }, 0.85)).toBe('1 object in bus.jpg, 1 bus');
    expect(sentence({ state: 'done', outcome }, 0.95)).toBe('No objects in bus.jpg at confidence 0.95');
    expect(sentence({ state: 'done', outcome }, 0.25, onlyClass('bus'))).toBe(
      '1 object of the classes chosen in bus.jpg, 1 bus',
    );
  });

  it('says what an image without a result is at', () => {
    expect(sentence({ state: 'waiting' })).toBe('bus.jpg waits for its turn');
    expect(sentence({ state: 'failed', problem: new ApiProblem('internal', 'T', 'D', null) })).toBe('bus.jpg failed');
  });

  it('says what to do before there is any image', () => {
    const first = (model: ModelState) => firstSentence(undefined, [], { conf: 0.25, filter: ALL_CLASSES }, model);
    expect(first(loaded)).toBe('Drop images anywhere to detect objects');
    expect(first({ state: 'none' })).toMatch(/No model is loaded/);
    expect(first({ state: 'loading', name: 'yolo.onnx' })).toMatch(/Loading yolo.onnx/);
  });
});
