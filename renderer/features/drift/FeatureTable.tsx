import { useState } from 'react';
import type { DriftHistoryPoint, DriftResponse } from '../../../native/contract/http/drift.ts';
import { plural } from '../../components/format.ts';
import { useDriftConfig, useDriftHistory } from './drift-queries.ts';
import { FeatureRow } from './FeatureRow.tsx';
import { sortFeatures } from './feature-figures.ts';

const HEADS: readonly { label: string; tip: string; number?: boolean }[] = [
  { label: 'Feature', tip: 'Drifted ones first' },
  { label: 'Score', tip: 'Rises with drift; 0.5 is exactly at the threshold, whatever the test' },
  { label: 'Test', tip: 'What decides; the statistic is its own' },
  { label: 'p', tip: 'Before correction; none of a distance', number: true },
  { label: 'Adjusted p', tip: 'After correction for several features tested at once', number: true },
  { label: 'Effect', tip: 'Size of the change, 0 to 1', number: true },
  { label: 'Change', tip: 'How the current window lies to the reference; change of the median' },
  { label: 'Last hour', tip: 'Score over time; the line is at 0.5' },
];

/** Without anything yet the sparklines are empty, which is no error. */
const NO_POINTS: readonly DriftHistoryPoint[] = [];

/** One row a feature, each opening to what lies behind it. */
export function FeatureTable({ drift }: { drift: DriftResponse }) {
  const [open, setOpen] = useState<string | null>(null);
  const points = useDriftHistory().data?.points ?? NO_POINTS;
  const config = useDriftConfig().data;
  const off = config?.features.filter(({ feature }) => config.config.features[feature]?.enabled === false).length ?? 0;
  return (
    <section className="panel drift-features" aria-label="Features">
      <table>
        <thead>
          <tr>
            {HEADS.map(({ label, tip, number }) => (
              <th key={label} scope="col" title={tip} className={number === true ? 'number' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        {sortFeatures(drift.features).map((verdict) => (
          <FeatureRow
            key={verdict.feature}
            verdict={verdict}
            alarm={drift.alarms[verdict.feature]?.phase ?? 'quiet'}
            points={points}
            checkedAt={drift.checked_at}
            open={open === verdict.feature}
            onToggle={() => setOpen(open === verdict.feature ? null : verdict.feature)}
          />
        ))}
      </table>
      {off > 0 && <p className="quiet">{plural(off, 'feature')} switched off under Rules.</p>}
    </section>
  );
}
