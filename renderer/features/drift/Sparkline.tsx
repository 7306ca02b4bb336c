import { memo } from 'react';
import type { DriftHistoryPoint } from '../../../native/contract/http/drift.ts';
import { formatScore, plural } from '../../components/format.ts';
import { featureName } from './feature-words.ts';
import { sparkPath } from './outline.ts';

const [WIDTH, HEIGHT] = [120, 26];

/** The score of a feature over the checks that are kept, from 0 to 1, with the line of the threshold. */
export const Sparkline = memo(function Sparkline({
  feature,
  points,
}: {
  feature: string;
  points: readonly DriftHistoryPoint[];
}) {
  const values = points.map(({ t, scores }) => ({ t: Date.parse(t), value: scores[feature] ?? null }));
  const known = values.flatMap(({ value }) => (value === null ? [] : [value]));
  const name = featureName(feature);
  if (known.length === 0) return <span className="quiet">No check yet</span>;
  const label = `${name}: score over ${plural(known.length, 'point')}, highest ${formatScore(Math.max(...known))}`;
  return (
    <svg className="drift-spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path d={`M0 ${HEIGHT / 2}H${WIDTH}`} className="drift-spark-limit" />
      <path d={sparkPath(values, WIDTH, HEIGHT)} />
    </svg>
  );
});
