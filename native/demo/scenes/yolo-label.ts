import { PARTS, type Part } from '../../contract/demo.ts';
import type { Scene, ScenePart } from './types.ts';

/** The parts that have a label: all but those of the seventh kind. */
export function labelledParts(scene: Pick<Scene, 'parts'>): (ScenePart & { kind: Part })[] {
  return scene.parts.filter((part): part is ScenePart & { kind: Part } => part.kind !== 'unknown');
}

/** The scene's label file: a line a part, `class cx cy w h` in shares of the picture; empty where there is none. */
export function yoloLabel(scene: Omit<Scene, 'rgb'>): string {
  const line = ({ kind, box: [x1, y1, x2, y2] }: ScenePart & { kind: Part }) => {
    const shares = [
      (x1 + x2) / 2 / scene.width,
      (y1 + y2) / 2 / scene.height,
      (x2 - x1) / scene.width,
      (y2 - y1) / scene.height,
    ];
    return `${PARTS.indexOf(kind)} ${shares.map((share) => share.toFixed(6)).join(' ')}\n`;
  };
  return labelledParts(scene).map(line).join('');
}
