import './confusion.css';
import { useMemo } from 'react';
import type { ConfusionMatrix } from '../../../native/contract/http/evaluations.ts';
import { formatCount, formatScore } from '../../components/format.ts';
import { confusionRows } from './confusion-cells.ts';

/** The part of the accent that a full cell has: ink stays readable on it in both themes. */
const DEEPEST = 55;

/** What was labelled, by row, and what it was taken for, by column: every count is written, shades only help to find it. */
export function ConfusionTable({ matrix }: { matrix: ConfusionMatrix }) {
  const rows = useMemo(() => confusionRows(matrix), [matrix]);
  return (
    <section className="panel evaluation-section" aria-labelledby="confusion-title">
      <h2 id="confusion-title">Confusion matrix</h2>
      <p className="quiet">
        Rows: what is labelled. Columns: what was predicted, at confidence {formatScore(matrix.conf)}. The shade is the
        share of the row.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
      <section className="evaluation-scroll" tabIndex={0} aria-label="Counts of the confusion matrix">
        <table className="confusion" data-testid="confusion-matrix" data-many={rows.length > 12 || undefined}>
          <thead>
            <tr>
              <th scope="col">Labelled</th>
              {rows.map(({ name }) => (
                <th key={name} scope="col" title={name}>
                  <span>{name}</span>
                </th>
              ))}
              <th scope="col">
                <span>all</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, total, cells }) => (
              <tr key={name}>
                <th scope="row" title={name}>
                  {name}
                </th>
                {cells.map(({ count, share, kind, words }, at) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: the place of a cell is what it is
                    key={at}
                    title={words}
                    data-kind={kind}
                    style={{
                      background:
                        share === 0
                          ? undefined
                          : `color-mix(in srgb, var(--confusion-${kind === 'right' ? 'right' : 'wrong'}) ${Math.round(6 + share * (DEEPEST - 6))}%, transparent)`,
                    }}
                  >
                    {kind === 'corner' || count === 0 ? (
                      <span className="quiet">{kind === 'corner' ? '–' : '0'}</span>
                    ) : (
                      formatCount(count)
                    )}
                  </td>
                ))}
                <td className="confusion-total">{formatCount(total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}
