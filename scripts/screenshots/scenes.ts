import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_KNOBS, type SceneKnobs } from '../../native/contract/demo.ts';
import { encodeScene } from '../../native/demo/scenes/encode-scene.ts';
import { renderScene } from '../../native/demo/scenes/render-scene.ts';

/** Scenes of the demo line that show much, each with what differs from the line as installed. */
const SCENES: readonly { seed: number; knobs: Partial<SceneKnobs> }[] = [
  { seed: 900_105, knobs: { parts: 9 } },
  { seed: 900_102, knobs: { parts: 9 } },
  { seed: 900_104, knobs: { parts: 9 } },
  { seed: 900_106, knobs: { parts: 9 } },
  { seed: 900_100, knobs: { parts: 9, light: 0.45, light_kelvin: 3_800 } },
  { seed: 900_009, knobs: { light: 1.5 } },
];

/** Draws them into a folder; answers their paths in the order of their names. */
export async function drawScenes(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const [at, { seed, knobs }] of SCENES.entries()) {
    const all = { ...DEFAULT_KNOBS, ...knobs };
    const path = join(folder, `belt-${String(at + 1).padStart(3, '0')}.jpg`);
    writeFileSync(path, await encodeScene(renderScene(seed, all), all.jpeg_quality));
    paths.push(path);
  }
  return paths;
}

/** A small labelled set under normal conditions: what an evaluation of it is started with. */
export function drawLabelled(folder: string): { images: string; labels: string; name: string } {
  const vigil = join(import.meta.dirname, '../../bin/vigil.mjs');
  execFileSync(process.execPath, [vigil, 'demo', 'scenes', '--seed', '900200', '--count', '60', '--out', folder]);
  return { images: join(folder, 'images'), labels: join(folder, 'labels'), name: 'Sixty good pictures' };
}
