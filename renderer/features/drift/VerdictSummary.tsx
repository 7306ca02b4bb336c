import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { DriftResponse } from '../../../native/contract/http/drift.ts';
import { formatCount, formatExact } from '../../components/format.ts';
import { useDriftConfig } from './drift-queries.ts';
import { formatFigure, formatShare } from './feature-figures.ts';
import { sourceWords, spanWords } from './reset-words.ts';
import { ShareGauge } from './ShareGauge.tsx';

function Tile({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section className="panel drift-tile" aria-label={label}>
      <h2>{label}</h2>
      {children}
    </section>
  );
}

function WindowTile({
  label,
  window: { size, target, from, to },
  children,
}: {
  label: string;
  window: { size: number; target: number; from: string | null; to: string | null };
  children: ReactNode;
}) {
  return (
    <Tile label={label}>
      <p className="drift-big">
        {formatCount(size)}/{formatCount(target)} <small>images</small>
      </p>
      {from !== null && to !== null && (
        <p title={`${formatExact(from)} to ${formatExact(to)}`}>{spanWords(from, to, new Date())}</p>
      )}
      <p className="quiet">{children}</p>
    </Tile>
  );
}

/** Share and number of what drifted, and the two windows that were compared. */
export function VerdictSummary({ drift }: { drift: DriftResponse }) {
  const limit = useDriftConfig().data?.config.drift_share ?? 0.5;
  const isDrift = drift.dataset_drift === true;
  const drifted = drift.num_drifted_features ?? 0;
  return (
    <div className="drift-summary">
      <Tile label="Drift share">
        <ShareGauge share={drift.drift_share ?? 0} limit={limit} drifted={isDrift} />
        <p className="drift-word">
          {isDrift ? <IconAlertTriangle size={15} aria-hidden /> : <IconCheck size={15} aria-hidden />}
          {isDrift ? 'Drift' : 'No drift'} <span className="quiet">of the data set, from {formatShare(limit)}</span>
        </p>
      </Tile>
      <Tile label="Features drifted">
        <p className="drift-big">
          {drifted} <small>of {drift.num_features ?? 0}</small>
        </p>
        <p>Embedding distance {formatFigure(drift.embedding_distance)}</p>
        <p className="quiet">Cosine distance of the means, 0 to 2</p>
      </Tile>
      <WindowTile label="Reference" window={drift.reference}>
        Version {drift.reference.version}, made of {sourceWords(drift.reference.source)}
      </WindowTile>
      <WindowTile label="Current window" window={drift.current}>
        Always the latest images
      </WindowTile>
    </div>
  );
}
