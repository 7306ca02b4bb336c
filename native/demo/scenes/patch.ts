import type { Rectangle } from './placed-part.ts';

/** What a part is at each pixel of its area, rows from the top. Reused from part to part: only one is drawn at a time. */
export class Patch {
  area: Rectangle = { x1: 0, y1: 0, x2: 0, y2: 0 };
  width = 0;
  height = 0;
  coverage = new Float32Array(0);
  relief = new Float32Array(0);
  shade = new Float32Array(0);
  finish = new Uint8Array(0);
  spare = new Float32Array(0);

  take(area: Rectangle): void {
    this.area = area;
    this.width = area.x2 - area.x1;
    this.height = area.y2 - area.y1;
    const size = this.width * this.height;
    if (size > this.coverage.length) {
      this.coverage = new Float32Array(size);
      this.relief = new Float32Array(size);
      this.shade = new Float32Array(size);
      this.finish = new Uint8Array(size);
      this.spare = new Float32Array(2 * size);
    }
    this.coverage.fill(0, 0, size);
    this.relief.fill(0, 0, size);
  }
}
