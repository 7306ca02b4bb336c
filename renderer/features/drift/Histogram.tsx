import type { DriftHistogram } from '../../../native/contract/drift.ts';
import { formatFigure, formatShare } from './feature-figures.ts';
import { featureName } from './feature-words.ts';
import { stepOutline, toShares } from './outline.ts';

const [WIDTH, HEIGHT] = [420, 150];

/** Both windows over the same bins as shares of their images, so that windows of unlike size compare. */
export function Histogram({ histogram, feature }: { histogram: DriftHistogram; feature: string }) {
  const reference = toShares(histogram.reference);
  const current = toShares(histogram.current);
  const most = Math.max(...reference, ...current, 0.001);
  const { edges, labels } = histogram;
  const axis =
    edges === null
      ? []
      : [edges[0] ?? null, edges[Math.floor(edges.length / 2)] ?? null, edges.at(-1) ?? null].map(formatFigure);
  return (
    <figure className="drift-histogram">
      <figcaption>
        <span className="drift-key" data-window="reference">
          Reference
        </span>
        <span className="drift-key" data-window="current">
          Current
        </span>
        <span className="quiet">share of images, up to {formatShare(most)}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Distribution of ${featureName(feature).toLowerCase()} in the reference and the current window`}
      >
        <path d={stepOutline(reference, most, WIDTH, HEIGHT)} data-window="reference" />
        <path d={stepOutline(current, most, WIDTH, HEIGHT)} data-window="current" />
      </svg>
      {labels === null ? (
        <div className="drift-axis quiet" aria-hidden>
          {axis.map((text, position) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: three fixed places, whose words may be the same
            <span key={position}>{text}</span>
          ))}
        </div>
      ) : (
        <div className="drift-axis drift-axis-classes">
          {labels.map((label, index) => (
            <span
              key={label}
              title={`${label}: reference ${histogram.reference[index] ?? 0}, current ${histogram.current[index] ?? 0} images`}
            >
              {label}
            </span>
          ))}
        </div>
      )}
    </figure>
  );
}
