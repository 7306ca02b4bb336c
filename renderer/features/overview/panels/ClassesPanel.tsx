import './classes.css';
import { Skeleton } from '@mantine/core';
import { Link } from 'wouter';
import { classColour } from '../../../components/class-colours.ts';
import { formatCount, plural } from '../../../components/format.ts';
import { ProblemNote } from '../../../components/ProblemNote.tsx';
import { useWhileSeen } from '../../../components/seen.tsx';
import { classShares, useLatest } from '../latest-results.ts';
import { PanelEmpty, PanelFrame } from './PanelFrame.tsx';

const MOST = 8;

/** What the last results hold, class by class. */
export function ClassesPanel() {
  const { data: newest, error, refetch } = useLatest();
  const data = useWhileSeen(newest);
  if (data === undefined) {
    return (
      <PanelFrame title="Classes">
        {error === null ? (
          <Skeleton height={180} aria-label="Counting classes" />
        ) : (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        )}
      </PanelFrame>
    );
  }
  const shares = classShares(data);
  const most = shares[0]?.count ?? 1;
  const rest = shares.slice(MOST);
  return (
    <PanelFrame title="Classes" of={`in the last ${plural(data.length, 'result')}`}>
      {shares.length === 0 ? (
        <PanelEmpty>Nothing was found in these images. Classes appear here as soon as something is.</PanelEmpty>
      ) : (
        <table className="class-shares">
          <thead className="visually-hidden">
            <tr>
              <th>Class</th>
              <th>Detections</th>
            </tr>
          </thead>
          <tbody>
            {shares.slice(0, MOST).map(({ name, count, results }) => (
              <tr key={name} title={`${plural(count, 'detection')} in ${plural(results, 'result')}`}>
                <th scope="row">
                  <Link href={`/history?class=${encodeURIComponent(name)}`}>{name}</Link>
                </th>
                <td>
                  <span
                    aria-hidden
                    style={{ width: `${(count / most) * 100}%`, background: classColour(name) }}
                    className="class-bar"
                  />
                </td>
                <td className="class-number">{formatCount(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rest.length > 0 && (
        <p className="quiet class-rest">
          {plural(
            rest.reduce((sum, { count }) => sum + count, 0),
            'detection',
          )}{' '}
          of {plural(rest.length, 'other class', 'other classes')}
        </p>
      )}
    </PanelFrame>
  );
}
