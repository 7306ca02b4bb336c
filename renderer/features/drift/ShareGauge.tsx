import './share-gauge.css';
import { formatShare } from './feature-figures.ts';

const [WIDTH, HEIGHT, RADIUS] = [150, 84, 64];
const LENGTH = Math.PI * RADIUS;

/** A point of the half circle, `share` of the way from left to right, at `radius`. */
function onArc(share: number, radius: number): [number, number] {
  const angle = Math.PI * (1 - share);
  return [WIDTH / 2 + radius * Math.cos(angle), 76 - radius * Math.sin(angle)];
}

interface ShareGaugeProps {
  /** 0 to 1; null while nothing was judged. */
  share: number | null;
  /** Where the data set counts as drifted; null while it is not known. */
  limit: number | null;
  drifted: boolean;
}

/** Half circle from 0 to 100 %, with a mark where the data set counts as drifted. */
export function ShareGauge({ share, limit, drifted }: ShareGaugeProps) {
  const [left, right] = [onArc(0, RADIUS), onArc(1, RADIUS)];
  const arc = `M${left} A${RADIUS} ${RADIUS} 0 0 1 ${right}`;
  const words = share === null ? 'not judged yet' : formatShare(share);
  return (
    <svg
      className="drift-gauge"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`Drift share ${words}${limit === null ? '' : `, limit ${formatShare(limit)}`}`}
      data-drifted={drifted || undefined}
    >
      <path d={arc} />
      {share !== null && share > 0 && (
        <path d={arc} className="drift-gauge-value" strokeDasharray={`${share * LENGTH} ${LENGTH}`} />
      )}
      {limit !== null && (
        <path d={`M${onArc(limit, RADIUS - 9)}L${onArc(limit, RADIUS + 9)}`} className="drift-gauge-limit" />
      )}
      <text x={WIDTH / 2} y={68} textAnchor="middle">
        {share === null ? '–' : formatShare(share)}
      </text>
    </svg>
  );
}
