import { VigilError } from '../../contract/errors.ts';
import type { DriftDetailResponse } from '../../contract/http/drift.ts';
import { detailColumn } from '../../drift/verdict/detail.ts';
import type { Window } from '../../drift/verdict/window.ts';
import { COLUMNS, WATCHED } from './features.ts';

/** Outliers and further tests of one feature. Throws `invalid_parameter` for one that is not watched. */
export function featureDetail(
  windows: { reference: Window; current: Window } | null,
  feature: string,
): DriftDetailResponse {
  const known = WATCHED.map((watched) => watched.feature);
  if (!known.includes(feature)) {
    const detail = `feature: there is no ${JSON.stringify(feature)}. Known are ${known.join(', ')}.`;
    throw new VigilError('invalid_parameter', detail);
  }
  const none = (reason: string): DriftDetailResponse => ({ feature, detail: null, reason, not_computed: {} });
  const column = COLUMNS.find((candidate) => candidate.feature === feature);
  if (column === undefined) return none('It has no single values that could lie outside.');
  const [x, y] = [windows?.reference.features[feature], windows?.current.features[feature]];
  const found =
    x === undefined || y === undefined
      ? null
      : detailColumn(x, y, column.kind === 'categorical' ? 'categorical' : 'numeric');
  return found === null ? none('A window has no value of it yet.') : { feature, reason: null, ...found };
}
