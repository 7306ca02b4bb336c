import { useEffect, useState } from 'react';
import type { SystemSnapshot } from '../../../native/contract/http/system.ts';

/** One figure over time, as it was seen while the page was open. */
export interface TracePoint {
  /** Milliseconds since 1970. */
  at: number;
  /** Null where the figure was not known. */
  value: number | null;
}

/** Three minutes at one sample every two seconds. */
const SPAN_MS = 180_000;
/** A longer pause, as that of a hidden page, is a gap and no line. */
const GAP_MS = 10_000;

/** The samples of the last three minutes that this page has seen. */
export function useSamples(snapshot: SystemSnapshot | undefined): readonly SystemSnapshot[] {
  const [samples, setSamples] = useState<readonly SystemSnapshot[]>([]);
  useEffect(() => {
    if (snapshot !== undefined) setSamples((before) => withSample(before, snapshot));
  }, [snapshot]);
  return samples;
}

/** Adds a sample, once, and drops those that are too old. */
export function withSample(samples: readonly SystemSnapshot[], added: SystemSnapshot): readonly SystemSnapshot[] {
  if (samples.at(-1)?.sampled_at === added.sampled_at) return samples;
  const oldest = Date.parse(added.sampled_at) - SPAN_MS;
  return [...samples.filter(({ sampled_at }) => Date.parse(sampled_at) >= oldest), added];
}

export const traceOf = (
  samples: readonly SystemSnapshot[],
  read: (snapshot: SystemSnapshot) => number | null | undefined,
): TracePoint[] => samples.map((sample) => ({ at: Date.parse(sample.sampled_at), value: read(sample) ?? null }));

/**
 * The trace as the path of an SVG of the given size, the newest point at its right edge, 0 at the bottom and `full` at the
 * top. Pauses and unknown figures are gaps.
 */
export function tracePath(points: readonly TracePoint[], full: number, width: number, height: number): string {
  const newest = points.at(-1)?.at ?? 0;
  let path = '';
  let before: number | null = null;
  for (const { at, value } of points) {
    if (value === null) {
      before = null;
      continue;
    }
    const x = width * (1 - (newest - at) / SPAN_MS);
    const y = height * (1 - Math.min(1, Math.max(0, value / full)));
    path += `${before === null || at - before > GAP_MS ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    before = at;
  }
  return path;
}
