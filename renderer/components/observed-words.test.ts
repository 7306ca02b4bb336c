import { expect, test } from 'vitest';
import { observedWords } from './observed-words.ts';

const share = (value: number, of: number) => ({ value, low: value - 0.05, high: value + 0.03, of });

test.each([
  [0, 0, 0, 'No observed precision yet: say in History which detections are right'],
  [0, 0, 2, 'No verdict on a detection yet, 2 objects missed'],
  [112, 8, 0, 'Observed precision 0.93 (0.88–0.96) from 120 detections'],
  [1, 0, 1, 'Observed precision 1.00 (0.95–1.03) from 1 detection; recall 0.50 (0.45–0.53), 1 object missed'],
])('%i right, %i wrong, %i missed', (right, wrong, missed, words) => {
  const judged = right + wrong;
  const known = right + missed;
  const precision = judged === 0 ? null : share(Math.round((right / judged) * 100) / 100, judged);
  const recall = known === 0 ? null : share(right / known, known);
  expect(observedWords({ overall: { right, wrong, missed, precision, recall } })).toBe(words);
});
