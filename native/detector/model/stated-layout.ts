import { assertNever } from '../../contract/errors.ts';
import type { Layout } from '../../contract/model.ts';
import { YOLOX_STRIDES } from '../heads/yolox.ts';
import { describeDims } from './describe.ts';
import { countCells, type LayoutAnswer, type LayoutQuestion } from './layout.ts';

type Fit = { classCount: number | null } | 'open' | 'misfit';

/** Holds a layout that the sidecar states against the shape of one output, so that the head never reads beside its data. */
export function checkStatedLayout(layout: Layout, question: LayoutQuestion): LayoutAnswer {
  const fit = fitOf(layout, question);
  if (fit === 'open') return { kind: 'open' };
  const { output, namedClasses } = question;
  const shape = describeDims(output.dims);
  if (fit === 'misfit') {
    return {
      kind: 'refused',
      seen: `output ${output.name} ${shape}, which is not what the sidecar's layout ${layout} needs`,
    };
  }
  if (fit.classCount !== null && namedClasses !== null && fit.classCount !== namedClasses) {
    return {
      kind: 'refused',
      seen: `output ${output.name} ${shape} with ${fit.classCount} classes as ${layout}, while ${namedClasses} classes are named`,
    };
  }
  return {
    kind: 'found',
    layout,
    classCount: fit.classCount,
    decidedBy: 'shape',
    reason: `${shape} is what this layout needs`,
  };
}

function fitOf(layout: Layout, { output, input, namedClasses }: LayoutQuestion): Fit {
  const { dims } = output;
  if (layout === 'nms') return dims.length === 2 && dims[1] === 7 ? { classCount: null } : 'misfit';
  if (dims.length !== 3 || (dims[0] !== 1 && dims[0] !== null)) return 'misfit';
  const [, first, second] = dims;
  if (typeof first !== 'number' || typeof second !== 'number') return 'open';
  switch (layout) {
    case 'yolov5':
      return second > 5 ? { classCount: second - 5 } : 'misfit';
    case 'yolox':
      return second > 5 && first === countCells(input, YOLOX_STRIDES) ? { classCount: second - 5 } : 'misfit';
    case 'yolov8': {
      const channels = namedClasses !== null && second === namedClasses + 4 ? second : Math.min(first, second);
      return channels > 4 ? { classCount: channels - 4 } : 'misfit';
    }
    case 'end2end':
      return second === 6 ? { classCount: null } : 'misfit';
    default:
      return assertNever(layout);
  }
}
