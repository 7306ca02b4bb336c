import { IconAlertTriangle } from '@tabler/icons-react';
import { useDrift } from '../api/queries.ts';

const EVERY_MS = 10_000;

/** Stands at the link to the page while drift of the data set is confirmed, until it has cleared. */
export function DriftBadge() {
  const phase = useDrift(EVERY_MS, ['drift']).data?.dataset_alarm.phase;
  if (phase !== 'confirmed' && phase !== 'clearing') return null;
  return (
    <span className="rail-badge" role="img" aria-label="drift is confirmed" title="Drift is confirmed">
      <IconAlertTriangle size={12} stroke={2} aria-hidden />
    </span>
  );
}
