import type { Layout } from '../../contract/model.ts';
import { describeDims } from './describe.ts';
import type { ExportMetadata } from './metadata.ts';

/** Everything the layout of one output is told from. */
export interface LayoutQuestion {
  output: { name: string; dims: readonly (number | null)[] };
  input: { height: number; width: number };
  /** Number of classes the sidecar or the metadata names; null where neither does. */
  namedClasses: number | null;
  metadata: Pick<ExportMetadata, 'endToEnd'>;
}

/** `names`: the number of class names, wherever they come from. */
export type DecidedBy = 'shape' | 'metadata' | 'names';

export type LayoutAnswer =
  | { kind: 'found'; layout: Layout; classCount: number | null; decidedBy: DecidedBy; reason: string }
  /** Dimensions that decide are free: run the model once and ask again. */
  | { kind: 'open' }
  | { kind: 'refused'; seen: string };

interface Hypothesis {
  layout: Layout;
  classCount: number | null;
  /** No grid fits: only the number of named classes speaks for it. */
  needsNames: boolean;
  reason: string;
}

/** Sets of strides in use: the usual three, with a fourth for large objects (P6), with a fourth for small ones (P2). */
const STRIDE_SETS = [
  [8, 16, 32],
  [8, 16, 32, 64],
  [4, 8, 16, 32],
] as const;
const USUAL_STRIDES = STRIDE_SETS[0];
const ANCHORS_PER_CELL = 3;
/** The class count of COCO: what an ambiguous shape is most likely made for. */
const COCO_CLASSES = 80;

/**
 * Tells the layout of an output from its shape. N is compared with the number of grid cells of the input: one row a cell
 * is YOLOX or v8, three are YOLOv5's anchors. Where a shape fits several layouts, the number of named classes decides,
 * then COCO's 80, then the commonest.
 */
export function findLayout(question: LayoutQuestion): LayoutAnswer {
  const { dims, name } = question.output;
  if (dims.length === 2 && dims[1] === 7) return sevenColumns(name);
  if (dims.length !== 3) return refused(question);
  if (dims[0] !== 1 && dims[0] !== null) return refused(question);
  const [, first, second] = dims;
  if (typeof first !== 'number' || typeof second !== 'number') return { kind: 'open' };

  const fitting = hypotheses(question, first, second).filter(
    ({ layout }) => question.metadata.endToEnd === null || question.metadata.endToEnd === (layout === 'end2end'),
  );
  const { namedClasses } = question;
  const agreeing = fitting.filter(
    ({ classCount }) => namedClasses === null || classCount === null || classCount === namedClasses,
  );
  if (fitting.length > 0 && agreeing.length === 0) {
    return { kind: 'refused', seen: `${describeOutput(question)}, while ${namedClasses} classes are named` };
  }
  const byShape = fitting.find(({ classCount }) => classCount === COCO_CLASSES) ?? fitting[0];
  const chosen = namedClasses === null ? byShape : agreeing[0];
  if (chosen === undefined) return refused(question);
  const byNames = chosen !== byShape || chosen.needsNames;
  return {
    kind: 'found',
    layout: chosen.layout,
    classCount: chosen.classCount,
    decidedBy: byNames ? 'names' : question.metadata.endToEnd === true ? 'metadata' : 'shape',
    reason: byNames ? `${chosen.reason}; ${namedClasses} classes are named` : chosen.reason,
  };
}

/** Likeliest first: the order decides where nothing else does. */
function hypotheses(question: LayoutQuestion, first: number, second: number): Hypothesis[] {
  const { input, namedClasses } = question;
  const cells = STRIDE_SETS.map((strides) => countCells(input, strides));
  const shape = describeDims([1, first, second]);
  const found: Hypothesis[] = [];
  let needsNames = false;
  const suppose = (condition: boolean, layout: Layout, classCount: number | null, why: string) => {
    if (condition && (classCount === null || classCount > 0)) {
      found.push({ layout, classCount, needsNames, reason: `${shape}: ${why}` });
    }
  };
  const size = `${input.height} x ${input.width}`;
  suppose(
    cells.some((count) => count * ANCHORS_PER_CELL === first),
    'yolov5',
    second - 5,
    `${first} rows are three anchors on every cell of ${size}, with box, objectness and ${second - 5} classes`,
  );
  suppose(
    countCells(input, USUAL_STRIDES) === first,
    'yolox',
    second - 5,
    `${first} rows are the cells of strides 8, 16 and 32 of ${size}, with box, objectness and ${second - 5} classes`,
  );
  suppose(
    cells.includes(second),
    'yolov8',
    first - 4,
    `${second} columns are the cells of ${size}, with box and ${first - 4} classes`,
  );
  suppose(
    cells.includes(first),
    'yolov8',
    second - 4,
    `${first} rows are the cells of ${size}, with box and ${second - 4} classes`,
  );
  suppose(second === 6, 'end2end', null, `${first} rows of corners, score and class`);
  if (found.length === 0 && namedClasses !== null) {
    needsNames = true;
    const why = `a box and ${namedClasses} named classes`;
    suppose(first === namedClasses + 4 && second > first, 'yolov8', namedClasses, `${first} channels are ${why}`);
    suppose(
      second === namedClasses + 5 && first > second,
      'yolov5',
      namedClasses,
      `${second} columns are ${why} with objectness`,
    );
  }
  return found;
}

/** Cells of all grids of an input of the given size. */
export function countCells(input: { height: number; width: number }, strides: readonly number[]): number {
  return strides.reduce((sum, stride) => sum + Math.floor(input.height / stride) * Math.floor(input.width / stride), 0);
}

/** Two orders of the seven columns are in use, so only a name that spells the order is proof. */
function sevenColumns(name: string): LayoutAnswer {
  if (/batch.*class.*score.*x1.*y1.*x2.*y2/i.test(name)) {
    return {
      kind: 'found',
      layout: 'nms',
      classCount: null,
      decidedBy: 'shape',
      reason: `[n, 7], and the output's name ${name} spells its columns`,
    };
  }
  return {
    kind: 'refused',
    seen: `output ${name} [n, 7], whose name does not tell the order of its columns (nms means batch, class, score, x1, y1, x2, y2)`,
  };
}

function refused(question: LayoutQuestion): LayoutAnswer {
  return { kind: 'refused', seen: describeOutput(question) };
}

function describeOutput({ output, input }: LayoutQuestion): string {
  return `output ${output.name} ${describeDims(output.dims)} at input size ${input.height} x ${input.width}`;
}
