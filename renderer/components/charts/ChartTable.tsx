import { formatExact } from '../format.ts';
import type { ChartRow } from './chart-rows.ts';
import type { ChartSpec } from './chart-spec.ts';

/** The figures of a chart in words, newest first; as high as the chart, so that nothing moves. */
export function ChartTable({ spec, rows, height }: { spec: ChartSpec; rows: readonly ChartRow[]; height: number }) {
  const { title, lines, band, unit } = spec;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keyboard must be able to
    <section className="chart-table" style={{ height }} tabIndex={0} aria-label={`${title}, as a table`}>
      <table>
        <caption>
          {title}, {unit.name}; newest first
        </caption>
        <thead>
          <tr>
            <th scope="col">From</th>
            {lines.map(({ label }) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
            {band !== undefined && (
              <>
                <th scope="col">Lowest</th>
                <th scope="col">Highest</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.toReversed().map((row) => (
            <tr key={row.start}>
              <th scope="row">{formatExact(new Date(row.start).toISOString())}</th>
              {lines.map(({ label }, line) => {
                const value = row.values[line] ?? null;
                return <td key={label}>{value === null ? '–' : unit.format(value)}</td>;
              })}
              {band !== undefined && (
                <>
                  <td>{row.band === null ? '–' : unit.format(row.band[0])}</td>
                  <td>{row.band === null ? '–' : unit.format(row.band[1])}</td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
