/**
 * Mean luma of RGB pixels, 0 to 255, by the weights of ITU-R BT.601 on the values as they are (no linear light), which is
 * what brightness means wherever pictures are compared by it. 0 for no pixels.
 */
export function meanLuma(rgb: Uint8Array): number {
  let [red, green, blue] = [0, 0, 0];
  for (let at = 0; at < rgb.length; at += 3) {
    red += rgb[at] as number;
    green += rgb[at + 1] as number;
    blue += rgb[at + 2] as number;
  }
  return rgb.length === 0 ? 0 : (0.299 * red + 0.587 * green + 0.114 * blue) / (rgb.length / 3);
}
