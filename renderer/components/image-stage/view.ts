import { selectCandidates, toDetection } from '../../../native/boxes/select.ts';
import type { Candidates, Detection } from '../../../native/contract/candidates.ts';
import type { CandidateList } from '../../../native/contract/http/detect.ts';
import { type ClassFilter, isShown } from './class-filter.ts';
import type { Size } from './view-transform.ts';

/** A candidate list as typed arrays, a tenth of its size as objects: kept for every picture of a session. */
export interface PackedCandidates {
  /** Lowest score there is, 0 to 1. */
  floor: number;
  candidates: Candidates;
  /** By class id; sparse. */
  classNames: readonly string[];
}

/** A detection with the position of its candidate, which names it while thresholds change. */
export interface ShownDetection extends Detection {
  id: number;
}

export interface ViewThresholds {
  /** Lowest score shown, 0 to 1. */
  conf: number;
  /** Overlap above which two boxes of one class are one object, 0 to 1. */
  iou: number;
}

export interface ClassCount {
  name: string;
  count: number;
}

export function packCandidates(list: CandidateList): PackedCandidates {
  const { candidates, suppressed, floor } = list;
  const class_ids = new Uint16Array(candidates.length);
  const scores = new Float32Array(candidates.length);
  const boxes = new Float32Array(candidates.length * 4);
  const classNames: string[] = [];
  candidates.forEach((candidate, at) => {
    class_ids[at] = candidate.class_id;
    scores[at] = candidate.score;
    boxes.set(candidate.box, at * 4);
    classNames[candidate.class_id] = candidate.class_name;
  });
  return { floor, candidates: { class_ids, scores, boxes, suppressed }, classNames };
}

// Suppression is greedy by falling score, so the survivors above any confidence are the first of those above the floor:
// one pass for each overlap threshold serves every position of the confidence slider.
const survivorsOf = new WeakMap<PackedCandidates, { iou: number; positions: readonly number[] }>();

function survivors(packed: PackedCandidates, iou: number): readonly number[] {
  const known = survivorsOf.get(packed);
  if (known?.iou === iou) return known.positions;
  const everything = { conf: 0, iou, max_det: Number.POSITIVE_INFINITY, classes: null };
  const positions = selectCandidates(packed.candidates, everything);
  survivorsOf.set(packed, { iou, positions });
  return positions;
}

/** How many of the survivors reach the score, by bisection. Scores are single precision, so the threshold must be too. */
function countAbove(packed: PackedCandidates, positions: readonly number[], conf: number): number {
  const threshold = Math.fround(conf);
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((packed.candidates.scores[positions[middle] as number] as number) >= threshold) low = middle + 1;
    else high = middle;
  }
  return low;
}

const nameAt = (packed: PackedCandidates, position: number): string => {
  const classId = packed.candidates.class_ids[position] as number;
  return packed.classNames[classId] ?? `class_${classId}`;
};

/** What is seen of one image: the candidates that pass thresholds and class filter, best first, clipped to the image. */
export function shownDetections(
  packed: PackedCandidates,
  { conf, iou }: ViewThresholds,
  filter: ClassFilter,
  image: Size,
  maxDetections = Number.POSITIVE_INFINITY,
): ShownDetection[] {
  const positions = survivors(packed, iou);
  const end = countAbove(packed, positions, conf);
  const shown: ShownDetection[] = [];
  for (let at = 0; at < end && shown.length < maxDetections; at++) {
    const id = positions[at] as number;
    if (!isShown(filter, nameAt(packed, id))) continue;
    shown.push({ id, ...toDetection(packed.candidates, id, image, packed.classNames) });
  }
  return shown;
}

/** The same as the length of `shownDetections`, without making them. */
export function countShown(
  packed: PackedCandidates,
  { conf, iou }: ViewThresholds,
  filter: ClassFilter,
  maxDetections = Number.POSITIVE_INFINITY,
): number {
  const positions = survivors(packed, iou);
  const end = countAbove(packed, positions, conf);
  let count = 0;
  for (let at = 0; at < end; at++) if (isShown(filter, nameAt(packed, positions[at] as number))) count++;
  return Math.min(count, maxDetections);
}

/**
 * How many detections each class has under the thresholds, by name. Every class that has a candidate stands in it, with
 * 0 where none passes, so that no row comes or goes while a slider is dragged.
 */
export function classCounts(packed: PackedCandidates, { conf, iou }: ViewThresholds): ClassCount[] {
  const positions = survivors(packed, iou);
  const end = countAbove(packed, positions, conf);
  const counts = new Map<string, number>();
  positions.forEach((position, at) => {
    const name = nameAt(packed, position);
    counts.set(name, (counts.get(name) ?? 0) + (at < end ? 1 : 0));
  });
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

export const HISTOGRAM_FROM = 0.05;
export const HISTOGRAM_BINS = 38;

/** How many survivors of the overlap threshold have which score: equal bins from 0.05 to 1, each with its lower edge. */
export function scoreHistogram(packed: PackedCandidates, iou: number, bins = HISTOGRAM_BINS): number[] {
  const histogram = new Array<number>(bins).fill(0);
  for (const position of survivors(packed, iou)) {
    const score = packed.candidates.scores[position] as number;
    // A score on an edge belongs to the bin above it; single precision may lie a hair below the edge.
    const at = Math.floor(((score - HISTOGRAM_FROM) / (1 - HISTOGRAM_FROM)) * bins + 1e-4);
    const bin = Math.min(bins - 1, Math.max(0, at));
    histogram[bin] = (histogram[bin] as number) + 1;
  }
  return histogram;
}

/** "4 person, 1 bus": the classes of the detections, most frequent first, the rest summed up. */
export function summariseClasses(detections: readonly { class_name: string }[], most = 4): string {
  const counts = new Map<string, number>();
  for (const { class_name } of detections) counts.set(class_name, (counts.get(class_name) ?? 0) + 1);
  const ranked = [...counts].sort(([a, na], [b, nb]) => nb - na || a.localeCompare(b, 'en'));
  const named = ranked.slice(0, most).map(([name, count]) => `${count} ${name}`);
  const rest = ranked.length - named.length;
  if (rest > 0) named.push(`${rest} more ${rest === 1 ? 'class' : 'classes'}`);
  return named.join(', ');
}
