import type { Layout } from '../../contract/model.ts';
import { decodeEnd2end } from './end2end.ts';
import type { Head } from './head.ts';
import { decodeNms } from './nms.ts';
import { decodeYolov5 } from './yolov5.ts';
import { decodeYolov8 } from './yolov8.ts';
import { decodeYolox } from './yolox.ts';

/** The head of every layout. */
export const HEADS = {
  yolov5: decodeYolov5,
  yolov8: decodeYolov8,
  yolox: decodeYolox,
  end2end: decodeEnd2end,
  nms: decodeNms,
} as const satisfies Record<Layout, Head>;
