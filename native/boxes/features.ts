import type { Detection } from '../contract/candidates.ts';
import type { DetectionFeatures } from '../contract/features.ts';

/** Scores, and shares of an area, to 5 digits, as scores are answered. */
const round = (value: number) => Math.round(value * 1e5) / 1e5;

interface ClassTally {
  name: string;
  count: number;
  score: number;
}

/** The figures of the detections of one image; `image` is its size in pixels, to which their boxes are clipped. */
export function describeDetections(
  detections: readonly Detection[],
  image: { width: number; height: number },
): DetectionFeatures {
  const tallies = tally(detections);
  const class_counts = Object.fromEntries(tallies.map(({ name, count }) => [name, count]));
  const detected = { detections: detections.length, dominant_class: tallies[0]?.name ?? null, class_counts };
  if (detections.length === 0) return { ...detected, confidence: null, max_confidence: null, mean_box_area: null };
  let scores = 0;
  let best = 0;
  let areas = 0;
  for (const { score, box } of detections) {
    const [x1, y1, x2, y2] = box;
    scores += score;
    best = Math.max(best, score);
    areas += Math.max(0, x2 - x1) * Math.max(0, y2 - y1);
  }
  const count = detections.length;
  return {
    ...detected,
    confidence: round(scores / count),
    max_confidence: best,
    mean_box_area: round(areas / count / (image.width * image.height)),
  };
}

/** Most detections first; of two alike the greater sum of scores, then the name by code units. */
function tally(detections: readonly Detection[]): ClassTally[] {
  const byName = new Map<string, ClassTally>();
  for (const { class_name: name, score } of detections) {
    const known = byName.get(name);
    if (known === undefined) byName.set(name, { name, count: 1, score });
    else {
      known.count++;
      known.score += score;
    }
  }
  return [...byName.values()].sort((a, b) => b.count - a.count || b.score - a.score || (a.name < b.name ? -1 : 1));
}
