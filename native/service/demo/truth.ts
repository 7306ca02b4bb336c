import type { Detection } from '../../contract/candidates.ts';
import { PARTS } from '../../contract/demo.ts';
import type { ScenePart } from '../../demo/scenes/types.ts';
import { matchPredictions } from '../../evaluation/matching.ts';

/** The overlap from which on a box is at the right place. */
const IOU = 0.5;

/** What a picture's detections are worth, in counts, so that pictures can be added up. */
export interface Judgement {
  /** Parts in the picture that the model has a class for. */
  parts: number;
  /** Those of them that a detection is right about; as many detections are right. */
  found: number;
  detections: number;
}

/**
 * Holds the detections of a picture, as they are shown, against the parts that were drawn. A part of the unknown kind has
 * no class, so whatever is said of it is wrong. Null where the model knows none of the kinds.
 */
export function judge(
  parts: readonly ScenePart[],
  detections: readonly Detection[],
  classes: readonly string[],
): Judgement | null {
  const known = knownParts(classes);
  if (known.size === 0) return null;
  const objects = parts.flatMap(({ kind, box }) => {
    const class_id = known.get(kind);
    return class_id === undefined ? [] : [{ class_id, box }];
  });
  const image = { objects, predictions: detections };
  const hits = [...known.values()].flatMap((id) => matchPredictions(image, id, [IOU]).flatMap((match) => match.hits));
  return { parts: objects.length, found: hits.filter(Boolean).length, detections: detections.length };
}

/** Class ids of the kinds of parts that a model has, by its names for its classes in any case. */
export function knownParts(classes: readonly string[]): ReadonlyMap<string, number> {
  const names = classes.map((name) => name.toLowerCase());
  return new Map(PARTS.map((part) => [part, names.indexOf(part)] as const).filter(([, id]) => id !== -1));
}
