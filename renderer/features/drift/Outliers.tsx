import type { FeatureVerdict, OutlierCounts } from '../../../native/contract/drift.ts';
import { useFeatureDetail } from './drift-queries.ts';
import { formatFigure } from './feature-figures.ts';

function Row({ name, counts, verdict }: { name: string; counts: OutlierCounts; verdict: FeatureVerdict }) {
  return (
    <div>
      <dt>
        {name}, outside {formatFigure(counts.lower)} to {formatFigure(counts.upper)}
      </dt>
      <dd>
        {counts.reference} of {verdict.reference.count} before, {counts.current} of {verdict.current.count} now
      </dd>
    </div>
  );
}

/** Values beyond limits that the reference sets; made when the row is opened, so that no check waits for them. */
export function Outliers({ verdict, checkedAt }: { verdict: FeatureVerdict; checkedAt: string | null }) {
  const { data, error } = useFeatureDetail(verdict.feature, checkedAt);
  const outliers = data?.detail?.outliers ?? null;
  if (outliers === null) {
    const words = error?.message ?? data?.reason ?? (data === undefined ? 'Being counted' : 'None can be told');
    return (
      <div>
        <dt>Outliers</dt>
        <dd className="quiet">{words}</dd>
      </div>
    );
  }
  return (
    <>
      <Row name="Outliers (IQR)" counts={outliers.iqr} verdict={verdict} />
      <Row name="Outliers (z-score)" counts={outliers.z_score} verdict={verdict} />
    </>
  );
}
