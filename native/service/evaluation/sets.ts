import { assertNever } from '../../contract/errors.ts';
import type { EvaluationSource } from '../../contract/http/evaluations.ts';
import { readLabels } from '../../evaluation/labels/read-set.ts';
import type { UnmatchedSet } from '../../evaluation/labels/types.ts';

/** Of an annotation file: parsing it holds up the service, some 10 ms for each MiB. `vigil evaluate` takes larger ones. */
const MAX_LABEL_BYTES = 100 * 1024 * 1024;

/** Opens what an evaluation is made on. Rejects with `invalid_parameter`. */
export function openSet(source: EvaluationSource): Promise<UnmatchedSet> {
  switch (source.type) {
    case 'folder':
      return readLabels({ images: source.images, labels: source.labels, maxBytes: MAX_LABEL_BYTES });
    default:
      return assertNever(source.type);
  }
}
