import type { FeatureStatistics, FeatureVerdict } from '../../../native/contract/drift.ts';
import { formatCount, plural } from '../../components/format.ts';
import { formatFigure, formatShare } from './feature-figures.ts';
import { Histogram } from './Histogram.tsx';
import { MovedMost } from './MovedMost.tsx';
import { Outliers } from './Outliers.tsx';

const FIGURES: readonly { key: keyof FeatureStatistics; label: string }[] = [
  { key: 'mean', label: 'Mean' },
  { key: 'median', label: 'Median' },
  { key: 'std', label: 'Standard deviation' },
  { key: 'min', label: 'Lowest' },
  { key: 'max', label: 'Highest' },
];

function Statistics({ reference, current }: Pick<FeatureVerdict, 'reference' | 'current'>) {
  const shown = FIGURES.filter(({ key }) => reference[key] !== null || current[key] !== null);
  const missing = (share: number | null) => (share === null ? '–' : formatShare(share));
  return (
    <table className="drift-figures">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col" className="number">
            Reference
          </th>
          <th scope="col" className="number">
            Current
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ key, label }) => (
          <tr key={key}>
            <th scope="row">{label}</th>
            <td className="number">{formatFigure(reference[key])}</td>
            <td className="number">{formatFigure(current[key])}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">Values</th>
          <td className="number">{formatCount(reference.count)}</td>
          <td className="number">{formatCount(current.count)}</td>
        </tr>
        <tr>
          <th scope="row">Missing</th>
          <td className="number">{missing(reference.missing_share)}</td>
          <td className="number">{missing(current.missing_share)}</td>
        </tr>
      </tbody>
    </table>
  );
}

const DISTANCES: readonly { key: keyof FeatureVerdict; label: string }[] = [
  { key: 'psi', label: 'Population stability index' },
  { key: 'kl_divergence', label: 'Kullback-Leibler' },
  { key: 'jensen_shannon', label: 'Jensen-Shannon' },
  { key: 'wasserstein', label: 'Wasserstein, in deviations' },
  { key: 'hellinger', label: 'Hellinger' },
  { key: 'tvd', label: 'Total variation' },
  { key: 'l_infinity', label: 'L-infinity' },
  { key: 'energy', label: 'Energy' },
];

/** What lies behind one row: both distributions, their figures, and the images that moved it most. */
export function FeatureDetails({ verdict, checkedAt }: { verdict: FeatureVerdict; checkedAt: string | null }) {
  const distances = DISTANCES.flatMap(({ key, label }) => {
    const value = verdict[key];
    return typeof value === 'number' ? [{ label, value }] : [];
  });
  const stride = verdict.suggested_stride ?? 1;
  return (
    <div className="drift-details">
      {verdict.reason !== null && <p className="drift-wide">{verdict.reason}</p>}
      {verdict.histogram !== null && <Histogram histogram={verdict.histogram} feature={verdict.feature} />}
      {verdict.kind !== 'embedding' && <Statistics reference={verdict.reference} current={verdict.current} />}
      <dl className="drift-distances">
        {distances.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{formatFigure(value)}</dd>
          </div>
        ))}
        {verdict.threshold !== null && (
          <div>
            <dt>Threshold of the test</dt>
            <dd>{formatFigure(verdict.threshold)}</dd>
          </div>
        )}
        {stride > 1 && (
          <div>
            <dt>Successive images are alike</dt>
            <dd>every {plural(stride, 'image')} would be independent</dd>
          </div>
        )}
        {verdict.kind === 'numeric' && <Outliers verdict={verdict} checkedAt={checkedAt} />}
      </dl>
      {verdict.kind !== 'missing' && <MovedMost feature={verdict.feature} checkedAt={checkedAt} />}
    </div>
  );
}
