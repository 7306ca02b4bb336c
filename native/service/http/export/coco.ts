import type { HistoryItem } from '../../../contract/http/history.ts';
import type { ClassIndex } from './class-index.ts';
import { type ExportPlan, thresholdNote } from './plan.ts';

/**
 * COCO's object detection format (https://cocodataset.org/#format-data) with a `score` on every annotation, and `conf` and
 * `iou`, the thresholds it was seen through, on every image. Images are numbered as in history, categories from 1 in the
 * order of the class index. The results are walked twice, since COCO wants all images before all annotations.
 */
export async function* writeCoco(
  plan: ExportPlan,
  records: () => AsyncIterable<HistoryItem>,
  classes: ClassIndex,
  nameOf: (item: HistoryItem) => string,
): AsyncGenerator<string, void> {
  const info = {
    description: `${thresholdNote(plan)}.`,
    version: plan.version,
    year: plan.at.getUTCFullYear(),
    contributor: 'Vigil',
    date_created: plan.at.toISOString(),
    thresholds: plan.thresholds,
  };
  yield `{"info":${JSON.stringify(info)},"licenses":[],"images":[`;
  let separator = '\n';
  for await (const item of records()) {
    const image = {
      id: item.inference_id,
      file_name: nameOf(item),
      width: item.width,
      height: item.height,
      date_captured: item.at,
      conf: item.conf,
      iou: item.iou,
    };
    yield separator + JSON.stringify(image);
    separator = ',\n';
  }
  yield '\n],"annotations":[';
  separator = '\n';
  let annotationId = 0;
  for await (const item of records()) {
    for (const { class_name, score, box } of item.detections) {
      annotationId++;
      const [x1, y1, x2, y2] = box;
      const [width, height] = [round(x2 - x1), round(y2 - y1)];
      const annotation = {
        id: annotationId,
        image_id: item.inference_id,
        category_id: classes.of(class_name) + 1,
        bbox: [x1, y1, width, height],
        area: round(width * height),
        iscrowd: 0,
        score,
      };
      yield separator + JSON.stringify(annotation);
      separator = ',\n';
    }
  }
  const categories = classes.names().map((name, number) => ({ id: number + 1, name, supercategory: 'object' }));
  yield `\n],"categories":${JSON.stringify(categories)}}\n`;
}

/** Boxes are kept to 1/100 pixel; subtracting must not add digits. */
const round = (value: number) => Math.round(value * 100) / 100;
