import { classColour, inkOn } from '../class-colours.ts';
import { formatScore } from '../format.ts';
import { type LabelRequest, placeLabels } from './labels.ts';
import type { ShownDetection } from './view.ts';
import type { Size, ViewTransform } from './view-transform.ts';

export interface BoxScene {
  boxes: readonly ShownDetection[];
  selected: number | null;
  hovered: number | null;
  visible: boolean;
  fontFamily: string;
  /** What stands on a label: by default the class and its score. */
  labels?: 'scores' | 'names';
}

const LABEL_HEIGHT = 18;
const LABEL_PADDING = 5;
const HALO = 'rgba(0, 0, 0, 0.6)';
/** What stands back while one detection is selected. */
const FADED = { box: 0.6, label: 0.75 } as const;

const widths = new Map<string, number>();

function textWidth(context: CanvasRenderingContext2D, text: string): number {
  const key = `${context.font}|${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    if (widths.size > 5_000) widths.clear();
    width = Math.ceil(context.measureText(text).width);
    widths.set(key, width);
  }
  return width;
}

/** Best last, what is pointed at on top of all: the order in which boxes are painted. */
function paintingOrder({ boxes, selected, hovered }: BoxScene): ShownDetection[] {
  const rank = ({ id }: ShownDetection) => (id === hovered ? 2 : id === selected ? 1 : 0);
  return boxes.toReversed().sort((a, b) => rank(a) - rank(b));
}

/**
 * Paints boxes and labels: strokes and text keep their size on screen at any zoom. The context is scaled to CSS pixels.
 */
export function drawBoxes(
  context: CanvasRenderingContext2D,
  viewport: Size,
  view: ViewTransform,
  scene: BoxScene,
): void {
  context.clearRect(0, 0, viewport.width, viewport.height);
  if (!scene.visible) return;
  context.font = `600 12px ${scene.fontFamily}`;
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const order = paintingOrder(scene);
  const requests: LabelRequest[] = [];
  const labels = new Map<number, { text: string; colour: string; alpha: number }>();

  for (const { id, box, class_name, score } of order) {
    const [x1, y1, x2, y2] = box;
    const x = x1 * view.scale + view.x;
    const y = y1 * view.scale + view.y;
    const width = (x2 - x1) * view.scale;
    const height = (y2 - y1) * view.scale;
    if (x > viewport.width || y > viewport.height || x + width < 0 || y + height < 0) continue;
    const colour = classColour(class_name);
    const isSelected = id === scene.selected;
    const isPointed = isSelected || id === scene.hovered;
    const faded = !isPointed && scene.selected !== null;
    context.globalAlpha = faded ? FADED.box : 1;
    context.strokeStyle = HALO;
    context.lineWidth = isSelected ? 6 : 4;
    context.strokeRect(x, y, width, height);
    context.strokeStyle = colour;
    context.lineWidth = isSelected ? 3 : 2;
    context.strokeRect(x, y, width, height);
    if (isPointed) {
      context.globalAlpha = 0.16;
      context.fillStyle = colour;
      context.fillRect(x, y, width, height);
    }
    const text = scene.labels === 'names' ? class_name : `${class_name} ${formatScore(score)}`;
    labels.set(id, { text, colour, alpha: faded ? FADED.label : 1 });
    requests.push({
      id,
      box: { x: x - 1, y: y - 1, width: width + 2, height: height + 2 },
      size: { width: textWidth(context, text) + 2 * LABEL_PADDING, height: LABEL_HEIGHT },
      always: isPointed,
    });
  }

  for (const { id, x, y, width, height } of placeLabels(requests.reverse(), viewport)) {
    const label = labels.get(id);
    if (label === undefined) continue;
    context.globalAlpha = label.alpha;
    context.fillStyle = HALO;
    context.fillRect(x - 1, y - 1, width + 2, height + 2);
    context.fillStyle = label.colour;
    context.fillRect(x, y, width, height);
    context.fillStyle = inkOn(label.colour);
    context.fillText(label.text, x + LABEL_PADDING, y + height / 2 + 0.5);
  }
  context.globalAlpha = 1;
}
