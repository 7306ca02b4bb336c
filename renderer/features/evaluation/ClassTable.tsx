import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useState } from 'react';
import type { ClassFigures } from '../../../native/contract/http/evaluations.ts';
import { classColour } from '../../components/class-colours.ts';
import { formatCount, formatScore } from '../../components/format.ts';
import { formatRatio } from './evaluation-words.ts';
import { CLASS_COLUMNS, type ClassOrder, pressColumn, sortClasses } from './sort-classes.ts';

const COUNTS: ReadonlySet<string> = new Set(['objects', 'tp', 'fp', 'fn']);

/** Figures of every class, to be sorted by any of them. */
export function ClassTable({ classes, conf }: { classes: readonly ClassFigures[]; conf: number }) {
  const [order, setOrder] = useState<ClassOrder | null>(null);
  return (
    <section className="panel evaluation-section" aria-labelledby="classes-title">
      <h2 id="classes-title">Classes</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
      <section className="evaluation-scroll" tabIndex={0} aria-label="Figures of each class">
        <table className="evaluation-table">
          <thead>
            <tr>
              {CLASS_COLUMNS.map(({ key, label }) => {
                const sorted = order?.column === key ? order.direction : undefined;
                return (
                  <th key={key} scope="col" className={key === 'class_name' ? undefined : 'number'} aria-sort={sorted}>
                    <button type="button" onClick={() => setOrder(pressColumn(order, key))}>
                      {sorted === 'ascending' && <IconArrowUp size={12} aria-hidden />}
                      {sorted === 'descending' && <IconArrowDown size={12} aria-hidden />}
                      {label}
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {sortClasses(classes, order).map((row) => (
              <tr key={row.class_id}>
                {CLASS_COLUMNS.map(({ key }) =>
                  key === 'class_name' ? (
                    <th key={key} scope="row">
                      <span className="evaluation-swatch" style={{ background: classColour(row.class_name) }} />
                      {row.class_name}
                    </th>
                  ) : (
                    <td key={key} className="number">
                      {COUNTS.has(key) ? formatCount(row[key] ?? 0) : formatRatio(row[key])}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="quiet">
        AP over all scores; precision, recall, F1 and counts at confidence {formatScore(conf)}, IoU 0.50.
      </p>
    </section>
  );
}
