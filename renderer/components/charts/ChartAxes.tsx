import type { ChartWindow } from './chart-rows.ts';
import type { ChartSpec } from './chart-spec.ts';
import { MARGIN, plotHeight, plotWidth, xOf, yOf } from './geometry.ts';
import { type TimeTick, timeTicks, type ValueScale } from './ticks.ts';
import { axisFigure } from './units.ts';

/** Pixels from one label of time to the next, at least. */
const TICK_WIDTH = 92;
/** A label is centred below its tick and must not be cut off at the right. */
const LABEL_REACH = 24;
const TICK_LENGTH = 4;

interface ChartAxesProps {
  spec: ChartSpec;
  scale: ValueScale;
  window: ChartWindow;
  /** Of the whole picture with its axes, in pixels. */
  width: number;
  height: number;
}

function timesIn(window: ChartWindow, inner: number): TimeTick[] {
  const most = Math.max(1, Math.floor(inner / TICK_WIDTH));
  return timeTicks(window.from, window.to, most).filter(
    ({ at }) => xOf(at, window, inner) <= inner + MARGIN.right - LABEL_REACH,
  );
}

/**
 * What lies below the lines: the values and their grid, the times, the limit. Drawn here and not by Recharts, whose axes
 * measure each of their labels: they took more than half of the time that a chart takes to be drawn again.
 */
export function ChartAxes({ spec, scale, window, width, height }: ChartAxesProps) {
  const [inner, high] = [plotWidth(width), plotHeight(height)];
  const { per } = spec.unit.axis(scale.high);
  const { limit } = spec;
  const limitAt = limit === undefined ? 0 : yOf(limit.value, scale, high);
  return (
    <svg className="chart-axes" width={width} height={height} aria-hidden="true">
      <g transform={`translate(${MARGIN.left} ${MARGIN.top})`}>
        {scale.ticks.map((value) => {
          const y = yOf(value, scale, high);
          return (
            <g key={value}>
              <line className="chart-grid" x2={inner} y1={y} y2={y} />
              <text className="chart-value" x={-6} y={y} dy="0.355em">
                {axisFigure(value, per)}
              </text>
            </g>
          );
        })}
        <line className="chart-base" x2={inner} y1={high} y2={high} />
        {timesIn(window, inner).map(({ at, label }) => {
          const x = xOf(at, window, inner);
          return (
            <g key={at}>
              <line className="chart-base" x1={x} x2={x} y1={high} y2={high + TICK_LENGTH} />
              <text className="chart-time" x={x} y={high + TICK_LENGTH + 3} dy="0.71em">
                {label}
              </text>
            </g>
          );
        })}
        {limit !== undefined && (
          <>
            <line className="chart-limit" x2={inner} y1={limitAt} y2={limitAt} />
            <text className="chart-limit-label" x={inner - 5} y={limitAt + 5} dy="0.71em">
              {limit.label}
            </text>
          </>
        )}
      </g>
    </svg>
  );
}
