/**
 * Okabe and Ito's palette (Color Universal Design, 2008), without black, told apart by colour-blind eyes. A class keeps
 * its colour over models, pages and sessions; the name always stands beside it, since eight colours serve all classes.
 */
const PALETTE = ['#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7', '#b8c0cc'] as const;

export function classColour(name: string): string {
  let hash = 2_166_136_261;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) as number), 16_777_619);
  // Its lowest bits depend on little of the name: of short words far too many would share a colour.
  return PALETTE[(hash >>> 4) % PALETTE.length] as string;
}

/** Black or white, whichever reads better on the colour (WCAG relative luminance). */
export function inkOn(colour: string): '#000000' | '#ffffff' {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000000' : '#ffffff';
}
