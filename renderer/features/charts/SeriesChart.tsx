import './series-chart.css';
import { Skeleton } from '@mantine/core';
import { type ReactNode, useMemo, useRef } from 'react';
import type { SeriesBucket, SeriesMetric } from '../../../native/contract/http/series.ts';
import { bandOf, toRows } from '../../components/charts/chart-rows.ts';
import type { ChartSpec, LineColour } from '../../components/charts/chart-spec.ts';
import { plotWidth } from '../../components/charts/geometry.ts';
import { AROUND_PICTURE, LineChart } from '../../components/charts/LineChart.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useWidth } from '../../components/use-width.ts';
import { useChartEvents, useSeries } from './series-queries.ts';
import { useChartRange } from './use-chart-range.ts';

export interface SeriesLine {
  label: string;
  colour: LineColour;
  metric: SeriesMetric;
  read: (bucket: SeriesBucket) => number | null;
}

/** A chart of metrics that the console keeps. Stated once, outside of components. */
export interface SeriesSpec extends ChartSpec {
  lines: readonly SeriesLine[];
}

/** Readings of a bucket, as lines take them. */
export const mean = (bucket: SeriesBucket): number => bucket.mean;
export const highest = (bucket: SeriesBucket): number => bucket.max;

interface SeriesChartProps {
  spec: SeriesSpec;
  /** Of lines and axes together, in pixels. */
  height: number;
  asTable: boolean;
  /** What would fill it. */
  empty: ReactNode;
}

/** Metrics over the range of the page: waits, and says so when they cannot be had. */
export function SeriesChart({ spec, height, asTable, empty }: SeriesChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const range = useChartRange();
  const metrics = useMemo(() => [...new Set(spec.lines.map(({ metric }) => metric))], [spec]);
  const { data, error, isFormer, refetch } = useSeries(metrics, range, plotWidth(width));
  const events = useChartEvents(range);
  const rows = useMemo(() => {
    if (data === undefined) return [];
    const sources = spec.lines.flatMap(({ metric, read }) => {
      const response = data.responses.find((each) => each.metric === metric);
      return response === undefined ? [] : [{ response, read }];
    });
    // The former answer is shown for a moment after other metrics were asked for.
    return sources.length < spec.lines.length ? [] : toRows(sources, spec.band === undefined ? undefined : bandOf);
  }, [data, spec]);
  return (
    <div
      ref={place}
      className="series-chart"
      data-testid="series-chart"
      data-former={isFormer || undefined}
      aria-busy={isFormer}
    >
      {data !== undefined ? (
        <>
          <LineChart
            spec={spec}
            rows={rows}
            window={data.window}
            events={events}
            width={width}
            height={height}
            asTable={asTable}
            empty={empty}
          />
          {error !== null && <p className="series-stale">Not up to date: {error.message}</p>}
        </>
      ) : error !== null ? (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={height + AROUND_PICTURE} aria-label={`Asking for ${spec.title}`} />
      )}
    </div>
  );
}
