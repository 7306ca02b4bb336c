import { memo, useMemo } from 'react';
import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, XAxis, YAxis } from 'recharts';
import { type ChartRow, type ChartWindow, toPoints } from './chart-rows.ts';
import { type ChartSpec, scaleOf } from './chart-spec.ts';
import { MARGIN, plotWidth, xOf } from './geometry.ts';
import { timeTicks } from './ticks.ts';
import { axisFigure } from './units.ts';

const TICK = { fontSize: 11, fill: 'var(--quiet)' } as const;
/** Recharts adds the width of the axis itself. */
const AROUND = { ...MARGIN, left: 0, bottom: 0 } as const;
const TICK_WIDTH = 92;
/** A label is centred below its tick and must not be cut off at the right. */
const LABEL_REACH = 24;

interface ChartPlotProps {
  spec: ChartSpec;
  rows: readonly ChartRow[];
  window: ChartWindow;
  /** Of the whole picture with its axes, in pixels. */
  width: number;
  height: number;
}

/**
 * The lines with their axes. Drawn again for other figures or another size, never for the cursor: what moves with it lies
 * in a layer above.
 */
export const ChartPlot = memo(function ChartPlot({ spec, rows, window, width, height }: ChartPlotProps) {
  const { from, to } = window;
  const points = useMemo(() => toPoints(rows, { from, to }, spec.bridgeMs), [rows, from, to, spec]);
  const scale = useMemo(() => scaleOf(spec, rows), [spec, rows]);
  const times = useMemo(() => {
    const inner = plotWidth(width);
    return timeTicks(from, to, Math.max(1, Math.floor(inner / TICK_WIDTH))).filter(
      ({ at }) => xOf(at, { from, to }, inner) <= inner + MARGIN.right - LABEL_REACH,
    );
  }, [from, to, width]);
  const xDomain = useMemo(() => [from, to], [from, to]);
  const yDomain = useMemo(() => [scale.low, scale.high], [scale]);
  const { per } = spec.unit.axis(scale.high);
  return (
    <ComposedChart
      data={points}
      width={width}
      height={height}
      margin={AROUND}
      accessibilityLayer={false}
      throttledEvents="all"
    >
      <CartesianGrid stroke="var(--chart-grid)" strokeWidth={1} vertical={false} />
      <XAxis
        dataKey="t"
        type="number"
        domain={xDomain}
        allowDataOverflow
        ticks={times.map(({ at }) => at)}
        tickFormatter={(at) => times.find((each) => each.at === at)?.label ?? ''}
        tick={TICK}
        tickSize={4}
        tickMargin={3}
        interval={0}
        height={MARGIN.bottom}
        stroke="var(--line)"
      />
      <YAxis
        type="number"
        domain={yDomain}
        allowDataOverflow
        ticks={scale.ticks}
        tickFormatter={(value) => axisFigure(Number(value), per)}
        tick={TICK}
        tickSize={0}
        tickMargin={6}
        interval={0}
        width={MARGIN.left}
        axisLine={false}
        tickLine={false}
      />
      {spec.band !== undefined && (
        <Area
          dataKey="band"
          type="linear"
          stroke="none"
          fill="var(--chart-band)"
          fillOpacity={1}
          dot={false}
          activeDot={false}
          isAnimationActive={false}
          connectNulls={false}
        />
      )}
      {spec.limit !== undefined && (
        <ReferenceLine
          y={spec.limit.value}
          stroke="var(--quiet)"
          strokeDasharray="4 4"
          label={{ value: spec.limit.label, position: 'insideTopRight', ...TICK }}
        />
      )}
      {spec.lines.map(({ label, colour }, at) => (
        <Line
          key={label}
          dataKey={`v${at}`}
          name={label}
          type="linear"
          stroke={`var(--chart-${colour})`}
          strokeWidth={1.5}
          strokeLinecap="round"
          strokeLinejoin="round"
          dot={false}
          activeDot={false}
          isAnimationActive={false}
          connectNulls={false}
        />
      ))}
    </ComposedChart>
  );
});
