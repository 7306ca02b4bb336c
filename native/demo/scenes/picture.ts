import { SCENE_HEIGHT, SCENE_WIDTH } from './types.ts';

const PIXELS = SCENE_WIDTH * SCENE_HEIGHT;

/** A picture that is being drawn: linear light, three planes of floats, rows from the top; 1 is what the sensor can take. */
export class Picture {
  readonly red = new Float32Array(PIXELS);
  readonly green = new Float32Array(PIXELS);
  readonly blue = new Float32Array(PIXELS);
  /** Which part is on top at a pixel: its number counted from 1, 0 for the belt. */
  readonly owner = new Uint8Array(PIXELS);

  get planes(): readonly [Float32Array, Float32Array, Float32Array] {
    return [this.red, this.green, this.blue];
  }

  scale(at: number, share: number): void {
    this.red[at] = (this.red[at] as number) * share;
    this.green[at] = (this.green[at] as number) * share;
    this.blue[at] = (this.blue[at] as number) * share;
  }

  /** Mixes a grey of this light in; nothing outside the picture. */
  blend(x: number, y: number, light: number, share: number): void {
    if (x < 0 || y < 0 || x >= SCENE_WIDTH || y >= SCENE_HEIGHT) return;
    const at = y * SCENE_WIDTH + x;
    this.scale(at, 1 - share);
    this.red[at] = (this.red[at] as number) + light * share;
    this.green[at] = (this.green[at] as number) + light * share;
    this.blue[at] = (this.blue[at] as number) + light * share;
  }
}
