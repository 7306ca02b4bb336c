import { Skeleton } from '@mantine/core';
import { type KeyboardEvent, memo, useState } from 'react';
import { useLocation } from 'wouter';
import type { EmbeddingMap } from '../../../native/contract/http/drift.ts';
import { formatCount } from '../../components/format.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useEmbeddingMap } from './drift-queries.ts';
import { formatShare } from './feature-figures.ts';
import { type PlacedPoint, placePoints } from './place-points.ts';
import { SamplePicture } from './SamplePicture.tsx';

const [WIDTH, HEIGHT, MARGIN] = [760, 300, 10];

const windowWord = (point: PlacedPoint) => (point.window === 'reference' ? 'reference' : 'current window');
const pointWords = (point: PlacedPoint) =>
  `Image ${typeof point.id === 'number' ? formatCount(point.id) : point.id}, ${windowWord(point)}`;

interface PlotProps {
  points: readonly PlacedPoint[];
  at: number;
  onAt: (index: number) => void;
  onOpen: (point: PlacedPoint) => void;
}

/** One point is reached by Tab, the others from there by the arrow keys, left to right. */
const Plot = memo(function Plot({ points, at, onAt, onOpen }: PlotProps) {
  const onKeyDown = (event: KeyboardEvent<SVGSVGElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = at + step;
    if (step === 0 || points[next] === undefined) return;
    event.preventDefault();
    onAt(next);
    event.currentTarget.querySelectorAll<SVGElement>('a')[next]?.focus();
  };
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      className="drift-plot"
      role="group"
      aria-label="Images"
      onKeyDown={onKeyDown}
    >
      {points.map((point, index) => (
        <a
          key={`${point.window} ${point.id}`}
          href={typeof point.id === 'number' ? `/history/${point.id}` : undefined}
          tabIndex={index === at ? 0 : -1}
          aria-label={pointWords(point)}
          data-window={point.window}
          data-at={index === at || undefined}
          onMouseEnter={() => onAt(index)}
          onFocus={() => onAt(index)}
          onClick={(event) => {
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            onOpen(point);
          }}
        >
          {point.window === 'reference' ? (
            <circle cx={point.x} cy={point.y} r={3.5} />
          ) : (
            <path d={`M${point.x} ${point.y - 4.5}l4.5 4.5l-4.5 4.5l-4.5 -4.5z`} />
          )}
        </a>
      ))}
    </svg>
  );
});

function EmbeddingMapView({ map }: { map: EmbeddingMap }) {
  const [, navigate] = useLocation();
  const [at, setAt] = useState(0);
  const points = placePoints(map.points, WIDTH, HEIGHT, MARGIN);
  const index = Math.min(at, points.length - 1);
  const shown = points[index];
  const open = (point: PlacedPoint) => typeof point.id === 'number' && navigate(`/history/${point.id}`);
  return (
    <div className="drift-map">
      <Plot points={points} at={index} onAt={setAt} onOpen={open} />
      {shown !== undefined && (
        <aside className="drift-map-side">
          {typeof shown.id === 'number' && <SamplePicture id={shown.id} />}
          <span>{pointWords(shown)}</span>
          <span className="quiet">Click or Enter opens it; ← and → go through the images</span>
        </aside>
      )}
    </div>
  );
}

/** Both windows on a plane: where the marks of the two part, the images have come to look different. */
export function EmbeddingView() {
  const { data, error, refetch } = useEmbeddingMap(true);
  return (
    <section className="panel drift-embedding" aria-labelledby="drift-embedding-title">
      <div className="drift-embedding-head">
        <h2 id="drift-embedding-title">Embeddings of both windows</h2>
        <span className="drift-key" data-window="reference" data-mark>
          Reference
        </span>
        <span className="drift-key" data-window="current" data-mark>
          Current
        </span>
        {data?.explained != null && (
          <span className="quiet">
            first two principal components, {formatShare(data.explained[0] + data.explained[1])} of the variance
          </span>
        )}
      </div>
      {error !== null && data === undefined ? (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height={HEIGHT} />
      ) : data.points.length === 0 ? (
        <p className="quiet">{data.reason}</p>
      ) : (
        <EmbeddingMapView map={data} />
      )}
    </section>
  );
}
