import { PARTS, type Part, type SceneKnobs } from '../../contract/demo.ts';
import { encodeScene } from '../../demo/scenes/encode-scene.ts';
import { RenderThread } from '../../demo/scenes/render-thread.ts';
import type { Scene } from '../../demo/scenes/types.ts';
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
  const threads = Array.from({ length: Math.min(set.workers, set.count) }, () => new RenderThread());
  const written: Written = {
    objects: 0,
    by_class: Object.fromEntries(PARTS.map((part) => [part, 0])) as Record<Part, number>,
    unlabelled: 0,
  };
  let next = set.seed;
  const save = async (seed: number, scene: Scene) => {
    await writeScene(set.folder, seed, await encodeScene(scene, set.knobs.jpeg_quality), yoloLabel(scene));
    const labelled = labelledParts(scene);
    for (const { kind } of labelled) written.by_class[kind] += 1;
    written.objects += labelled.length;
    written.unlabelled += scene.parts.length - labelled.length;
    onDone();
  };
  const serve = async (thread: RenderThread) => {
    // One scene is encoded and written while the next one is drawn, and no more: memory stays bounded.
    let saving: Promise<void> = Promise.resolve();
    while (next < set.seed + set.count) {
      const seed = next;
      next += 1;
      const [scene] = await Promise.all([thread.render(seed, set.knobs), saving]);
      saving = save(seed, scene);
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
