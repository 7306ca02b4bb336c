import { useCursor } from './chart-group.ts';
import { type ChartRow, type ChartWindow, rowAt } from './chart-rows.ts';
import type { ChartSpec } from './chart-spec.ts';

interface ChartLegendProps {
  spec: ChartSpec;
  rows: readonly ChartRow[];
  window: ChartWindow;
}

/** What each line is, and its figure at the cursor of the page; without a cursor the newest. */
export function ChartLegend({ spec, rows, window }: ChartLegendProps) {
  const cursor = useCursor();
  const isAtCursor = cursor !== null && cursor.at >= window.from && cursor.at <= window.to;
  const row = isAtCursor ? rowAt(rows, cursor.at, (window.to - window.from) / 100) : (rows.at(-1) ?? null);
  return (
    <dl className="chart-legend" aria-label={isAtCursor ? 'At the cursor' : 'Newest'}>
      {spec.lines.map(({ label, colour }, line) => {
        const value = row?.values[line] ?? null;
        return (
          <div key={label}>
            <dt>
              <i className="chart-swatch" data-colour={colour} aria-hidden />
              {label}
            </dt>
            <dd>{value === null ? '–' : spec.unit.format(value)}</dd>
          </div>
        );
      })}
      {spec.band !== undefined && (
        <div>
          <dt>
            <i className="chart-swatch" data-colour="band" aria-hidden />
            {spec.band}
          </dt>
          <dd>{row?.band == null ? '–' : `${spec.unit.format(row.band[0])} to ${spec.unit.format(row.band[1])}`}</dd>
        </div>
      )}
    </dl>
  );
}
