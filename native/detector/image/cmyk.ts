/**
 * Four inks, 8 bits each (0: none, 255: full), interleaved, to interleaved RGB: what light cyan and black leave is red, and so
 * on. No colour profile: this is the conversion of OpenCV, to the bit, so that pictures look as models were trained.
 */
export function cmykToRgb(inks: Uint8Array): Uint8Array {
  const pixels = new Uint8Array((inks.length / 4) * 3);
  for (let from = 0, to = 0; to < pixels.length; from += 4, to += 3) {
    const light = 255 - (inks[from + 3] as number);
    pixels[to] = light - (((inks[from] as number) * light) >> 8);
    pixels[to + 1] = light - (((inks[from + 1] as number) * light) >> 8);
    pixels[to + 2] = light - (((inks[from + 2] as number) * light) >> 8);
  }
  return pixels;
}
