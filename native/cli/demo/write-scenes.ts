import { PARTS, type Part, type SceneKnobs } from '../../contract/demo.ts';
import type { DrawnPicture } from '../../demo/line/drawing.ts';
import { createSceneSource, type SceneSource } from '../../demo/line/scene-source.ts';
import { SCENE_HEIGHT, SCENE_WIDTH } from '../../demo/scenes/types.ts';
import { labelledParts, yoloLabel } from '../../demo/scenes/yolo-label.ts';
import { writeScene } from './scene-folder.ts';

export interface SceneSet {
  folder: string;
  seed: number;
  count: number;
  knobs: SceneKnobs;
  workers: number;
}

export interface Written {
  objects: number;
  by_class: Record<Part, number>;
  unlabelled: number;
}

/**
 * Draws the scenes of `count` seeds from `seed` on with so many threads, and writes each as soon as it is there; `onDone`
 * after each. Which thread draws what is left to chance and changes nothing. Rejects at the first scene that fails.
 */
export async function writeScenes(set: SceneSet, onDone: () => void): Promise<Written> {
  const threads = Array.from({ length: Math.min(set.workers, set.count) }, () => createSceneSource());
  const written: Written = {
    objects: 0,
    by_class: Object.fromEntries(PARTS.map((part) => [part, 0])) as Record<Part, number>,
    unlabelled: 0,
  };
  let next = set.seed;
  const save = async (seed: number, { jpeg, parts }: DrawnPicture) => {
    const scene = { width: SCENE_WIDTH, height: SCENE_HEIGHT, parts };
    await writeScene(set.folder, seed, jpeg, yoloLabel(scene));
    const labelled = labelledParts(scene);
    for (const { kind } of labelled) written.by_class[kind] += 1;
    written.objects += labelled.length;
    written.unlabelled += parts.length - labelled.length;
    onDone();
  };
  const serve = async (thread: SceneSource) => {
    // One picture is written while the next one is drawn, and no more: memory stays bounded.
    let saving: Promise<void> = Promise.resolve();
    while (next < set.seed + set.count) {
      const seed = next;
      next += 1;
      const [drawing] = await Promise.all([thread.draw({ seed, knobs: set.knobs }), saving]);
      if (drawing.outcome !== 'drawn') throw new Error(`The scene of seed ${seed} was not drawn: ${drawing.reason}`);
      saving = save(seed, drawing.picture);
    }
    await saving;
  };
  try {
    await Promise.all(threads.map(serve));
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
  return written;
}
