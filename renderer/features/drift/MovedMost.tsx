import { Skeleton } from '@mantine/core';
import { Link } from 'wouter';
import type { RankedSample } from '../../../native/contract/drift.ts';
import { formatCount } from '../../components/format.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useMovedMost } from './drift-queries.ts';
import { formatFigure } from './feature-figures.ts';
import { SamplePicture } from './SamplePicture.tsx';

const valueWords = (value: RankedSample['value']): string =>
  value === null ? '' : typeof value === 'number' ? formatFigure(value) : value;

function Sample({ id, value }: RankedSample) {
  // A sample of a table or folder has a name and no result behind it.
  if (typeof id === 'string') return <li className="drift-sample">{id}</li>;
  return (
    <li className="drift-sample">
      <Link href={`/history/${id}`} aria-label={`Image ${formatCount(id)} ${valueWords(value)}`}>
        <SamplePicture id={id} />
        <span>
          {formatCount(id)} <span className="quiet">{valueWords(value)}</span>
        </span>
      </Link>
    </li>
  );
}

/** The images of the current window that stand most for the change of a feature, each leading to its result. */
export function MovedMost({ feature, checkedAt }: { feature: string; checkedAt: string | null }) {
  const { data, error, refetch } = useMovedMost(feature, checkedAt);
  return (
    <section className="drift-wide drift-moved" aria-label="Images that moved it most">
      <h3>Images that moved it most</h3>
      {error !== null && data === undefined ? (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height={96} />
      ) : data.samples.length === 0 ? (
        <p className="quiet">No image of the current window has a value of it.</p>
      ) : (
        <ul>
          {data.samples.map((sample) => (
            <Sample key={sample.id} {...sample} />
          ))}
        </ul>
      )}
    </section>
  );
}
