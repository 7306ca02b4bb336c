import './charts.css';
import { type ReactNode, useMemo } from 'react';
import type { HistoryEvent } from '../../../native/contract/http/events.ts';
import { ChartLayer } from './ChartLayer.tsx';
import { ChartLegend } from './ChartLegend.tsx';
import { ChartPlot } from './ChartPlot.tsx';
import { ChartTable } from './ChartTable.tsx';
import type { ChartRow, ChartWindow } from './chart-rows.ts';
import { type ChartSpec, scaleOf } from './chart-spec.ts';
import { EventRibbon } from './EventRibbon.tsx';
import { eventMarks } from './event-marks.ts';
import { plotWidth } from './geometry.ts';

/** Pixels of legend and ribbon. */
export const AROUND_PICTURE = 34;

interface LineChartProps {
  spec: ChartSpec;
  rows: readonly ChartRow[];
  window: ChartWindow;
  /** What happened meanwhile. */
  events: readonly HistoryEvent[];
  /** Of the whole chart, in pixels; nothing is drawn at 0. */
  width: number;
  height: number;
  /** The same figures in a table. */
  asTable: boolean;
  /** What stands in place of lines where there are no figures: what is missing, and what would fill it. */
  empty: ReactNode;
}

/** Lines over time, with a cursor that all charts of the page share, and what happened below them. */
export function LineChart({ spec, rows, window, events, width, height, asTable, empty }: LineChartProps) {
  const marks = useMemo(() => eventMarks(events, window, plotWidth(width)), [events, window, width]);
  const unit = useMemo(() => spec.unit.axis(scaleOf(spec, rows).high).label, [spec, rows]);
  if (asTable && rows.length > 0) return <ChartTable spec={spec} rows={rows} height={height + AROUND_PICTURE} />;
  return (
    <figure className="chart" aria-label={spec.title} data-rows={rows.length}>
      <ChartLegend spec={spec} rows={rows} window={window} />
      <div className="chart-picture" style={{ height }}>
        <span className="chart-unit" aria-hidden>
          {unit}
        </span>
        {width > 0 && (
          <>
            <div aria-hidden>
              <ChartPlot spec={spec} rows={rows} window={window} width={width} height={height} />
            </div>
            <ChartLayer spec={spec} rows={rows} window={window} marks={marks} width={width} height={height} />
          </>
        )}
        {rows.length === 0 && (
          <p className="quiet chart-empty">
            <span>{empty}</span>
          </p>
        )}
      </div>
      <EventRibbon marks={marks} />
    </figure>
  );
}
