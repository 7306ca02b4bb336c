import type { DemoPhase } from '../../../native/contract/http/demo.ts';

/** A phase as a part of the bar. */
export interface Segment {
  /** Of the bar's width, 0 to 1. */
  from: number;
  share: number;
  isOpen: boolean;
}

/** The phase without an end takes this share of a bar with others. */
const OPEN_SHARE = 0.3;
/** After so many pictures of the open phase its half is filled; it never fills up. */
const OPEN_HALF = 100;

/**
 * How the phases share the bar: by the square root of their lengths, so that a short one can still be read beside a long
 * one, the open last one with a share of its own.
 */
export function segmentsOf(phases: readonly DemoPhase[]): Segment[] {
  const weights = phases.map(({ from, to }) => (to === null ? null : Math.sqrt(to - from + 1)));
  const closed = weights.reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
  const room = closed === 0 ? 0 : weights.includes(null) ? 1 - OPEN_SHARE : 1;
  let from = 0;
  return weights.map((weight) => {
    const share = weight === null ? 1 - room : (weight / closed) * room;
    const segment = { from, share, isOpen: weight === null };
    from += share;
    return segment;
  });
}

/** How much of a phase lies behind a picture, 0 to 1; 0 where it has not begun. Pictures are counted from 1. */
export function passedOf({ from, to }: DemoPhase, picture: number): number {
  const done = picture - from + 1;
  if (done <= 0) return 0;
  return to === null ? done / (done + OPEN_HALF) : Math.min(1, done / (to - from + 1));
}

/** Where on the bar a picture is, 0 to 1. */
export function placeOf(phases: readonly DemoPhase[], picture: number): number {
  const segments = segmentsOf(phases);
  const at = phases.findLastIndex(({ from }) => from <= Math.max(1, picture));
  const [phase, segment] = [phases[at], segments[at]];
  return phase === undefined || segment === undefined ? 0 : segment.from + segment.share * passedOf(phase, picture);
}

/** "1 to 150", "from 211 on". */
export const picturesOf = ({ from, to }: DemoPhase): string => (to === null ? `from ${from} on` : `${from} to ${to}`);
