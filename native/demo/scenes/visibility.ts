import type { Camera } from './camera.ts';
import { clip, type Mask, maskOf, type PlacedPart, type Rectangle } from './placed-part.ts';
import { SCENE_WIDTH, type ScenePart } from './types.ts';

/** What a part must show of itself: share of its silhouette, and pixels of each side of its box. */
export const LEAST_VISIBLE = 0.25;
export const LEAST_SIDE = 12;

interface Seen {
  part: PlacedPart;
  area: Rectangle;
  size: number;
}

/** Who is on top at each pixel, and what is left to see of each part. */
export class Visibility {
  readonly #camera: Camera;
  readonly #owner: Uint8Array;
  readonly #seen: Seen[] = [];

  /** `owner` is filled as parts are added: the part's number from 1, 0 for the belt. */
  constructor(camera: Camera, owner: Uint8Array) {
    this.#camera = camera;
    this.#owner = owner;
  }

  /** Lays the part on top. Answers false, and changes nothing, where it or one below it would show too little. */
  add(part: PlacedPart): boolean {
    const mask = maskOf(part, this.#camera);
    const area = clip(mask.area);
    if (area.x2 <= area.x1 || area.y2 <= area.y1) return false;
    const before = this.#copy(area);
    const covered = this.#lay(mask, area, this.#seen.length + 1);
    this.#seen.push({ part, area, size: mask.size });
    for (const number of [...covered, this.#seen.length]) {
      if (this.#showsEnough(number)) continue;
      this.#seen.pop();
      this.#restore(area, before);
      return false;
    }
    return true;
  }

  /** The parts with the box of what is visible of them, from the lowest to the topmost. */
  parts(): ScenePart[] {
    return this.#seen.map(({ part, size }, index) => {
      const { box, count } = this.#measure(index + 1);
      return { kind: part.kind, box: [box.x1, box.y1, box.x2, box.y2], visible: count / size };
    });
  }

  #showsEnough(number: number): boolean {
    const { size } = this.#seen[number - 1] as Seen;
    const { box, count } = this.#measure(number);
    return count >= size * LEAST_VISIBLE && box.x2 - box.x1 >= LEAST_SIDE && box.y2 - box.y1 >= LEAST_SIDE;
  }

  #measure(number: number): { box: Rectangle; count: number } {
    const { area } = this.#seen[number - 1] as Seen;
    const owner = this.#owner;
    let x1 = area.x2;
    let y1 = area.y2;
    let x2 = area.x1;
    let y2 = area.y1;
    let count = 0;
    for (let y = area.y1; y < area.y2; y += 1) {
      for (let x = area.x1; x < area.x2; x += 1) {
        if (owner[y * SCENE_WIDTH + x] !== number) continue;
        count += 1;
        if (x < x1) x1 = x;
        if (x >= x2) x2 = x + 1;
        if (y < y1) y1 = y;
        y2 = y + 1;
      }
    }
    return { box: { x1, y1, x2, y2 }, count };
  }

  #lay({ area, inside }: Mask, clipped: Rectangle, number: number): Set<number> {
    const covered = new Set<number>();
    for (let y = clipped.y1; y < clipped.y2; y += 1) {
      let from = (y - area.y1) * (area.x2 - area.x1) + clipped.x1 - area.x1;
      for (let at = y * SCENE_WIDTH + clipped.x1; at < y * SCENE_WIDTH + clipped.x2; at += 1, from += 1) {
        if (inside[from] === 0) continue;
        const below = this.#owner[at] as number;
        if (below !== 0) covered.add(below);
        this.#owner[at] = number;
      }
    }
    return covered;
  }

  #copy({ x1, y1, x2, y2 }: Rectangle): Uint8Array {
    const copy = new Uint8Array((x2 - x1) * (y2 - y1));
    for (let y = y1; y < y2; y += 1) {
      copy.set(this.#owner.subarray(y * SCENE_WIDTH + x1, y * SCENE_WIDTH + x2), (y - y1) * (x2 - x1));
    }
    return copy;
  }

  #restore({ x1, y1, x2, y2 }: Rectangle, copy: Uint8Array): void {
    for (let y = y1; y < y2; y += 1) {
      this.#owner.set(copy.subarray((y - y1) * (x2 - x1), (y - y1 + 1) * (x2 - x1)), y * SCENE_WIDTH + x1);
    }
  }
}
