import sharp from 'sharp';

/**
 * Pictures of our own for the documentation: plain drawings that a general detector recognises something in. They stand
 * in until the product draws scenes itself.
 */
const WIDTH = 960;
const HEIGHT = 640;

const octagon = (x: number, y: number, r: number) =>
  Array.from({ length: 8 }, (_, i) => {
    const angle = (Math.PI / 8) * (2 * i + 1);
    return `${x + r * Math.cos(angle)},${y + r * Math.sin(angle)}`;
  }).join(' ');

const stopSign = (x: number, y: number, r: number) => `
  <rect x="${x - r / 12}" y="${y}" width="${r / 6}" height="${r * 3}" fill="#8a8f98"/>
  <polygon points="${octagon(x, y, r)}" fill="#f4f4f2"/>
  <polygon points="${octagon(x, y, r * 0.93)}" fill="#b3202c"/>
  <text x="${x}" y="${y + r * 0.22}" font-family="DejaVu Sans, sans-serif" font-weight="bold" font-size="${r * 0.62}" text-anchor="middle" fill="#f4f4f2">STOP</text>`;

const clock = (x: number, y: number, r: number) => `
  <circle cx="${x}" cy="${y}" r="${r}" fill="#2b2f36"/>
  <circle cx="${x}" cy="${y}" r="${r * 0.9}" fill="#f7f5ef"/>
  ${Array.from({ length: 12 }, (_, hour) => {
    const angle = (Math.PI / 6) * (hour + 1) - Math.PI / 2;
    return `<text x="${x + r * 0.72 * Math.cos(angle)}" y="${y + r * 0.72 * Math.sin(angle) + r * 0.08}" font-family="DejaVu Serif, serif" font-size="${r * 0.22}" text-anchor="middle">${hour + 1}</text>`;
  }).join('')}
  <line x1="${x}" y1="${y}" x2="${x + r * 0.35}" y2="${y - r * 0.3}" stroke="#111" stroke-width="${r * 0.06}" stroke-linecap="round"/>
  <line x1="${x}" y1="${y}" x2="${x - r * 0.2}" y2="${y - r * 0.6}" stroke="#111" stroke-width="${r * 0.04}" stroke-linecap="round"/>`;

const trafficLight = (x: number, y: number, s: number) => `
  <rect x="${x - s * 0.08}" y="${y + s * 1.4}" width="${s * 0.16}" height="${s * 3}" fill="#4a4f57"/>
  <rect x="${x - s * 0.5}" y="${y - s * 1.4}" width="${s}" height="${s * 2.8}" rx="${s * 0.15}" fill="#22262b"/>
  <circle cx="${x}" cy="${y - s * 0.85}" r="${s * 0.32}" fill="#e23b32"/>
  <circle cx="${x}" cy="${y}" r="${s * 0.32}" fill="#4b3d1a"/>
  <circle cx="${x}" cy="${y + s * 0.85}" r="${s * 0.32}" fill="#1d3b25"/>`;

const bottle = (x: number, y: number, s: number, colour: string) => `
  <path d="M${x - s * 0.12},${y - s} h${s * 0.24} v${s * 0.45} q${s * 0.2},${s * 0.15} ${s * 0.2},${s * 0.4} v${s * 1.2} q0,${s * 0.1} -${s * 0.1},${s * 0.1} h-${s * 0.44} q-${s * 0.1},0 -${s * 0.1},-${s * 0.1} v-${s * 1.2} q0,-${s * 0.25} ${s * 0.2},-${s * 0.4} z" fill="${colour}"/>
  <rect x="${x - s * 0.14}" y="${y - s * 1.08}" width="${s * 0.28}" height="${s * 0.16}" fill="#d9d4c7"/>
  <rect x="${x - s * 0.3}" y="${y + s * 0.15}" width="${s * 0.6}" height="${s * 0.5}" fill="#efe8d6"/>
  <rect x="${x - s * 0.2}" y="${y - s * 0.1}" width="${s * 0.06}" height="${s * 1.1}" fill="#ffffff" opacity="0.35"/>`;

const backdrop = (sky: string, ground: string) => `
  <defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${sky}"/><stop offset="1" stop-color="#f2efe8"/></linearGradient></defs>
  <rect width="${WIDTH}" height="${HEIGHT}" fill="url(#sky)"/>
  <rect y="${HEIGHT * 0.78}" width="${WIDTH}" height="${HEIGHT * 0.22}" fill="${ground}"/>`;

/** Each drawing by its file name. */
const DRAWINGS: Readonly<Record<string, string>> = {
  'crossing.png': backdrop('#9fc6e8', '#6d7278') + stopSign(330, 230, 130) + trafficLight(700, 250, 90),
  'two-signs.png': backdrop('#c9d9e6', '#7c806f') + stopSign(250, 250, 110) + stopSign(680, 300, 80),
  'clock.png': backdrop('#e6dccb', '#b09a7c') + clock(480, 300, 210),
  'clock-and-bottles.png':
    backdrop('#dfe5ea', '#94806a') +
    clock(250, 230, 130) +
    bottle(560, 320, 170, '#2f5d3a') +
    bottle(740, 350, 150, '#6a4a2a'),
  'bottles.png':
    backdrop('#e9e4da', '#8b6f52') +
    bottle(260, 310, 180, '#27506b') +
    bottle(480, 310, 180, '#2f5d3a') +
    bottle(700, 310, 180, '#7a3030'),
  'lights.png': backdrop('#b9cfe0', '#5f646b') + trafficLight(260, 240, 100) + trafficLight(660, 220, 80),
};

/** Draws all pictures into a folder; answers their paths. */
export async function drawPictures(folder: string): Promise<string[]> {
  return Promise.all(
    Object.entries(DRAWINGS).map(async ([name, shapes]) => {
      const file = `${folder}/${name}`;
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${shapes}</svg>`;
      await sharp(Buffer.from(svg)).png().toFile(file);
      return file;
    }),
  );
}
