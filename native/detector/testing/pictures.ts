import type { DecodedImage } from '../image/decode.ts';

export type Colour = readonly [red: number, green: number, blue: number];

/** A picture whose pixel at each place is what `colourAt` says, 0 to 255. */
export function paint(width: number, height: number, colourAt: (x: number, y: number) => Colour): DecodedImage {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) pixels.set(colourAt(x, y), (y * width + x) * 3);
  }
  return { width, height, pixels };
}

export const plain = (width: number, height: number, colour: Colour) => paint(width, height, () => colour);

export const grey = (level: number): Colour => [level, level, level];
