import type { GraphNode } from './graph.ts';

/** Operations that make a feature map larger; a neck begins with one of them. */
const ENLARGING = new Set(['Resize', 'Upsample', 'ConvTranspose']);
/** Below this a map that is enlarged is the picture on its way in, not the end of a backbone. */
const LEAST_STRIDE = 8;

/** A tensor between input and output, as far as its way here tells. */
interface Way {
  /** Product of the steps of the convolutions and poolings behind it: how much smaller than the input it is. */
  stride: number;
  /** Something on its way was enlarged. */
  enlarged: boolean;
}

/**
 * The deepest feature map of the backbone: what the first enlarging operation takes, on the way from the input. Every YOLO
 * since the third goes down to its smallest map and from there up again through a neck, which begins by enlarging the end of
 * the backbone; on the way nothing was enlarged yet. Where several are (two necks, or a picture that is resized first), it is
 * the one with the greatest stride, at least 8, and of those the first. Strides count the steps of convolutions and
 * poolings; what cuts a picture up in other ways (YOLOX slices it) only makes the count smaller for all alike.
 *
 * Answers the tensor's name, or null where the graph enlarges nothing.
 */
export function findDeepestMap(nodes: readonly GraphNode[], input: string): string | null {
  const ways = new Map<string, Way>([[input, { stride: 1, enlarged: false }]]);
  let deepest: { tensor: string; stride: number } | null = null;
  for (const node of nodes) {
    const [data = ''] = node.inputs;
    const before = ways.get(data);
    const enlarges = ENLARGING.has(node.op);
    if (enlarges && before !== undefined && !before.enlarged && before.stride >= LEAST_STRIDE) {
      if (deepest === null || before.stride > deepest.stride) deepest = { tensor: data, stride: before.stride };
    }
    const from = node.inputs.flatMap((name) => ways.get(name) ?? []);
    if (from.length === 0) continue;
    const way: Way = {
      stride: Math.max(...from.map(({ stride }) => stride)) * Math.max(1, ...node.strides),
      enlarged: enlarges || from.some(({ enlarged }) => enlarged),
    };
    // An output that is not wanted has no name.
    for (const output of node.outputs) if (output !== '') ways.set(output, way);
  }
  return deepest?.tensor ?? null;
}
