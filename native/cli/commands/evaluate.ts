import { Command, Option } from 'commander';
import { z } from 'zod';
import { DEFAULT_CONF, DEFAULT_IOU, DEFAULT_MAX_DET, DetectQuery } from '../../contract/http/detect.ts';
import { DEFAULT_IMAGE_LIMITS } from '../../contract/messages.ts';
import type { ProviderName } from '../../contract/provider.ts';
import { ofImage } from '../../evaluation/evaluate-image.ts';
import { readLabels, reportInWords } from '../../evaluation/labels/read-set.ts';
import type { LabelledImage } from '../../evaluation/labels/types.ts';
import { measureSet } from '../../evaluation/measure-set.ts';
import { MAP_PROTOCOL } from '../../evaluation/predictions.ts';
import { lastModel } from '../detect/last-model.ts';
import type { OwnDetection } from '../detect/own-detection.ts';
import { Progress } from '../detect/progress.ts';
import { reportEvaluation } from '../evaluate/report.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { dataDirOption, jsonOption, modelOption, parsedBy, providerOption } from '../options.ts';
import { print, printJson, say } from '../terminal.ts';

interface EvaluateOptions {
  model?: string;
  provider?: ProviderName;
  protocol: 'map';
  conf?: number;
  iou?: number;
  dataDir?: string;
  json?: true;
}

/** Of an annotation file: what fits into one string. */
const MAX_LABEL_BYTES = 500 * 1024 * 1024;

export function evaluateCommand(end: (status: ExitStatus) => void): Command {
  return new Command('evaluate')
    .description("Measures a model's mean average precision on labelled images, as COCO does.")
    .argument('<images>', 'folder of images')
    .argument(
      '<labels>',
      'folder of YOLO label files, NAME.txt for NAME.jpg (an image without one has no objects), or a COCO annotation file (.json)',
    )
    .addOption(modelOption())
    .addOption(providerOption())
    .addOption(
      new Option('--protocol <name>', 'map: scores from 0.001, overlap 0.65, the 100 best an image')
        .choices(['map'])
        .default('map'),
    )
    .addOption(
      new Option(
        '--conf <score>',
        `lowest score that counts for precision, recall, F1 and confusions, 0.001 to 1 (default: ${DEFAULT_CONF})`,
      ).argParser(parsedBy(z.coerce.number().min(MAP_PROTOCOL.floor).max(1))),
    )
    .addOption(
      new Option(
        '--iou <overlap>',
        `boxes of one class overlapping more are one there, 0 to 1 (default: ${DEFAULT_IOU})`,
      ).argParser(parsedBy(DetectQuery.shape.iou)),
    )
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nClasses are matched by name where the labels have names: COCO categories, or a classes.txt or data.yaml in the' +
        '\nfolder of labels or up to two above it. Else their numbers are those of the model.' +
        '\n\nExample: vigil evaluate val/images val/labels --model yolox-nano.onnx',
    )
    .action(async (images: string, labels: string, options: EvaluateOptions) => {
      await evaluate(images, labels, options);
      end(EXIT.ok);
    });
}

async function evaluate(images: string, labels: string, options: EvaluateOptions): Promise<void> {
  const read = await readLabels({ images, labels, maxBytes: MAX_LABEL_BYTES });
  const { modelFile, startOwnDetection } = await import('../detect/own-detection.ts');
  const model = options.model === undefined ? await lastModel(options) : modelFile(options.model);
  const detection = await startOwnDetection(model, options.provider ?? null, read.images);
  try {
    const { id, name, version, classes } = detection.active.card;
    const set = read.match(classes);
    for (const sentence of reportInWords(set)) say(sentence);
    const shownAs = { conf: options.conf ?? DEFAULT_CONF, iou: options.iou ?? DEFAULT_IOU, max_det: DEFAULT_MAX_DET };
    const progress = new Progress(set.images.length, process.stderr.isTTY);
    const figures = await measureSet(set.images, {
      classNames: classes,
      shownAs,
      concurrency: detection.concurrency,
      detect: (image) => detect(detection, image),
      onMeasured: () => progress.around(() => {}),
    });
    const result = { ...figures, labels: set.report };
    if (options.json) printJson({ model: { id, name, version }, protocol: options.protocol, ...result });
    else print(reportEvaluation({ id, name, version }, result));
  } finally {
    await detection.service.stop(0);
  }
}

async function detect({ service }: OwnDetection, image: LabelledImage) {
  const { floor, max_candidates } = MAP_PROTOCOL;
  try {
    const { result } = await service.detect({
      image: await image.source(),
      limits: DEFAULT_IMAGE_LIMITS,
      thumbnail: false,
      floor,
      max_candidates,
    });
    return result;
  } catch (error) {
    throw ofImage(image, error);
  }
}
