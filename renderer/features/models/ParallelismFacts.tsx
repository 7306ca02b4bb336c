import { IconCheck } from '@tabler/icons-react';
import type { Parallelism } from '../../../native/contract/provider.ts';
import { formatMs, plural } from '../../components/format.ts';

/** How the processor is divided, why, and what was measured to decide it. */
export function ParallelismFacts({ parallelism }: { parallelism: Parallelism }) {
  const { lanes, threads, spinning, goal, reason, measurements } = parallelism;
  return (
    <section className="parallelism" aria-label="Parallelism">
      <h3>How the processor is divided</h3>
      <p>
        <strong>
          {plural(lanes, 'detector')}, {plural(threads, 'thread')}
          {lanes > 1 ? ' each' : ''}
          {spinning ? ', spinning' : ''}
        </strong>
        <span className="tag">for {goal}</span>
      </p>
      <p className="quiet">{reason}</p>
      {measurements.length > 0 && (
        <table className="small-table">
          <caption className="quiet">One run each way, measured when it was loaded</caption>
          <thead>
            <tr>
              <th scope="col">Threads</th>
              <th scope="col">Waiting</th>
              <th scope="col" className="number">
                Median
              </th>
              <th scope="col">Choice</th>
            </tr>
          </thead>
          <tbody>
            {measurements.map((measured) => {
              const chosen = measured.threads === threads && measured.spinning === spinning;
              return (
                <tr key={`${measured.threads} ${measured.spinning}`} data-chosen={chosen || undefined}>
                  <td>{measured.threads}</td>
                  <td>{measured.spinning ? 'spin' : 'sleep'}</td>
                  <td className="number">{formatMs(measured.median_ms)}</td>
                  <td>
                    {chosen && (
                      <span className="chosen">
                        <IconCheck size={14} aria-hidden /> chosen
                      </span>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}
