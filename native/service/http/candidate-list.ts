import { toCandidate } from '../../boxes/select.ts';
import { CANDIDATE_FLOOR, type Candidates } from '../../contract/candidates.ts';
import type { CandidateList } from '../../contract/http/detect.ts';

/** The packed candidates of one image as the API shows them. `classNames` are the model's, by class id. */
export function toCandidateList(candidates: Candidates, classNames: readonly string[]): CandidateList {
  return {
    floor: CANDIDATE_FLOOR,
    suppressed: candidates.suppressed,
    candidates: Array.from(candidates.scores, (_score, at) => toCandidate(candidates, at, classNames)),
  };
}
