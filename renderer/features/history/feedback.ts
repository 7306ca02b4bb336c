import type { Detection } from '../../../native/contract/candidates.ts';
import type { FeedbackBody, FeedbackMark } from '../../../native/contract/http/feedback.ts';
import type { HistoryItem } from '../../../native/contract/http/history.ts';

/** Candidates and answers travel in different precision, so the same box may differ by less than can be seen. */
const SAME_SCORE = 1e-4;
const SAME_SIDE = 0.05;

const isSame = (a: Detection, b: Detection): boolean =>
  a.class_id === b.class_id &&
  Math.abs(a.score - b.score) < SAME_SCORE &&
  a.box.every((side, at) => Math.abs(side - (b.box[at] as number)) < SAME_SIDE);

/** Which detection of the answer this one is; null where the thresholds of the view let it through and the answer's did not. */
export function answeredIndex(item: Pick<HistoryItem, 'detections'>, detection: Detection): number | null {
  const at = item.detections.findIndex((answered) => isSame(answered, detection));
  return at === -1 ? null : at;
}

/** What is said of one detection by itself, or with null of the whole. */
export const markOf = (marks: readonly FeedbackMark[], index: number | null): FeedbackMark | undefined =>
  marks.find(({ verdict, detection_index }) => verdict !== 'missed' && detection_index === index);

export const missedOf = (marks: readonly FeedbackMark[]): FeedbackMark[] =>
  marks.filter(({ verdict }) => verdict === 'missed');

/** "right", "wrong, it is a nut". */
export const markWords = (mark: FeedbackMark): string =>
  mark.verdict === 'wrong' && mark.class !== null ? `wrong, it is ${mark.class}` : mark.verdict;

/** What a press of "right" or "wrong" says: the same again takes it back. `index` null: of the whole. */
export function pressVerdict(
  marks: readonly FeedbackMark[],
  verdict: 'right' | 'wrong',
  index: number | null,
): FeedbackBody {
  const pressed = markOf(marks, index)?.verdict === verdict;
  return { verdict: pressed ? null : verdict, ...(index !== null && { detection_index: index }) };
}
