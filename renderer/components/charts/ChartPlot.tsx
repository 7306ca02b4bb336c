import { memo, useMemo } from 'react';
import { Area, ComposedChart, Line, XAxis, YAxis } from 'recharts';
import { ChartAxes } from './ChartAxes.tsx';
import { type ChartRow, type ChartWindow, toPoints } from './chart-rows.ts';
import { type ChartSpec, scaleOf } from './chart-spec.ts';
import { MARGIN } from './geometry.ts';

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
  // Recharts works an axis out anew for whatever is not the same object as before.
  const { low, high } = scale;
  const xDomain = useMemo(() => [from, to], [from, to]);
  const yDomain = useMemo(() => [low, high], [low, high]);
  return (
    <>
      <ChartAxes spec={spec} scale={scale} window={window} width={width} height={height} />
      <ComposedChart
        data={points}
        width={width}
        height={height}
        margin={MARGIN}
        accessibilityLayer={false}
        throttledEvents="all"
      >
        <XAxis dataKey="t" type="number" domain={xDomain} allowDataOverflow hide />
        <YAxis type="number" domain={yDomain} allowDataOverflow hide />
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
    </>
  );
});
