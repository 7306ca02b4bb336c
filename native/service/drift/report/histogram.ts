import type { DriftHistogram } from '../../../contract/drift.ts';
import { type Html, html } from '../../openapi/html.ts';
import { figure } from './figures.ts';

const WIDTH = 320;
const HEIGHT = 110;
const FOOT = 16;

/** Both windows over the same bins, as shares of their samples: the reference filled, the current window outlined. */
export function histogramSvg(feature: string, { edges, labels, reference, current }: DriftHistogram): Html {
  const bins = reference.length;
  const [here, there] = [shares(reference), shares(current)];
  const top = Math.max(...here, ...there, 1e-9);
  const width = WIDTH / Math.max(bins, 1);
  const bar = (name: 'reference' | 'current') => (share: number, index: number) => {
    const height = (share / top) * (HEIGHT - FOOT - 4);
    const gap = name === 'current' ? 1.5 : 0.5;
    return html`<rect class="bar-${name}" x="${px(index * width + gap)}" y="${px(HEIGHT - FOOT - height)}" width="${px(width - 2 * gap)}" height="${px(height)}"><title>${binName(index)}: ${figure(share * 100)} % of the ${name === 'reference' ? 'reference' : 'current window'}</title></rect>`;
  };
  const binName = (index: number) =>
    labels !== null
      ? (labels[index] ?? '')
      : `${figure(edges?.[index] ?? null)} to ${figure(edges?.[index + 1] ?? null)}`;
  const foot = HEIGHT - 4;
  const scale =
    labels !== null
      ? labels
          .slice(0, 12)
          .map(
            (label, index) =>
              html`<text x="${px((index + 0.5) * width)}" y="${foot}" text-anchor="middle">${short(label, bins)}</text>`,
          )
      : [
          html`<text x="0" y="${foot}">${figure(edges?.[0] ?? null)}</text>`,
          html`<text x="${WIDTH}" y="${foot}" text-anchor="end">${figure(edges?.at(-1) ?? null)}</text>`,
        ];
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${feature}: distribution of the reference and of the current window">
${here.map(bar('reference'))}${there.map(bar('current'))}
<line x1="0" x2="${WIDTH}" y1="${HEIGHT - FOOT}" y2="${HEIGHT - FOOT}" stroke="#dde2e9"/>${scale}</svg>`;
}

const px = (value: number) => String(Math.round(value * 100) / 100);

function shares(counts: readonly number[]): number[] {
  const sum = counts.reduce((total, count) => total + count, 0);
  return counts.map((count) => (sum === 0 ? 0 : count / sum));
}

/** What fits below a bar. */
function short(label: string, bins: number): string {
  const room = Math.max(3, Math.floor(54 / Math.max(bins, 1)));
  return label.length <= room ? label : `${label.slice(0, room - 1)}…`;
}
