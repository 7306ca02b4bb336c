import './drift-stat.css';
import { Skeleton } from '@mantine/core';
import { useDrift } from '../../../api/queries.ts';
import { ProblemNote } from '../../../components/ProblemNote.tsx';
import { useDriftConfig } from '../../drift/drift-queries.ts';
import { formatShare } from '../../drift/feature-figures.ts';
import { ShareGauge } from '../../drift/ShareGauge.tsx';
import { DRIFT_EVERY_MS } from './DriftStatPanel.tsx';
import { PanelFrame } from './PanelFrame.tsx';

/** The share of features that have drifted, on a dial with the share from which on the data set has. */
export function DriftSharePanel() {
  const { data, error, refetch } = useDrift(DRIFT_EVERY_MS, ['drift', 'model']);
  const limit = useDriftConfig().data?.config.drift_share ?? null;
  const share = data?.state === 'active' ? data.drift_share : null;
  return (
    <PanelFrame title="Drift share">
      {data !== undefined ? (
        <div className="drift-share">
          <ShareGauge share={share} limit={limit} drifted={data.dataset_drift === true} />
          <p className="quiet">
            {share === null
              ? 'Not judged yet'
              : limit === null
                ? 'of the features'
                : `of the features; the data set drifts from ${formatShare(limit)}`}
          </p>
        </div>
      ) : error !== null ? (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={120} aria-label="Asking for the drift share" />
      )}
    </PanelFrame>
  );
}
