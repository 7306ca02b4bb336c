import { Command, Option } from 'commander';
import { VigilError } from '../../contract/errors.ts';
import type { ModelRef } from '../../contract/model.ts';
import type { ProviderName } from '../../contract/provider.ts';
import { meanAveragePrecision } from '../../evaluation/mean-average-precision.ts';
import type { EvaluatedImage, MeanAveragePrecision } from '../../evaluation/types.ts';
import { findImageFiles } from '../detect/image-files.ts';
import { lastModel } from '../detect/last-model.ts';
import type { OwnDetection } from '../detect/own-detection.ts';
import { Progress } from '../detect/progress.ts';
import { evaluateImage, type LabelledImage, pairWithLabels } from '../evaluate/labelled-images.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { inOrder } from '../in-order.ts';
import { dataDirOption, jsonOption, modelOption, providerOption } from '../options.ts';
import { print, printable, printJson, say, table } from '../terminal.ts';

interface EvaluateOptions {
  model?: string;
  provider?: ProviderName;
  protocol: 'map';
  dataDir?: string;
  json?: true;
}

export function evaluateCommand(end: (status: ExitStatus) => void): Command {
  return new Command('evaluate')
    .description("Measures a model's mean average precision on labelled images, as COCO does.")
    .argument('<images>', 'folder of images')
    .argument('<labels>', 'folder of YOLO label files, NAME.txt for NAME.jpg; an image without one has no objects')
    .addOption(modelOption())
    .addOption(providerOption())
    .addOption(
      new Option('--protocol <name>', 'map: scores from 0.001, overlap 0.65, the 100 best an image')
        .choices(['map'])
        .default('map'),
    )
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText('after', '\nExample: vigil evaluate val/images val/labels --model yolox-nano.onnx')
    .action(async (images: string, labels: string, options: EvaluateOptions) => {
      await evaluate(images, labels, options);
      end(EXIT.ok);
    });
}

async function evaluate(imageFolder: string, labelFolder: string, options: EvaluateOptions): Promise<void> {
  const files = await findImageFiles([imageFolder], false);
  const images = await pairWithLabels(files, labelFolder, say);
  const { modelFile, startOwnDetection } = await import('../detect/own-detection.ts');
  const model = options.model === undefined ? await lastModel(options) : modelFile(options.model);
  const detection = await startOwnDetection(model, options.provider ?? null, images.length);
  try {
    const evaluated = await evaluateAll(detection, images);
    const result = meanAveragePrecision(evaluated, detection.active.card.classes);
    const { id, name, version } = detection.active.card;
    if (options.json) printJson({ model: { id, name, version }, protocol: options.protocol, ...result });
    else print(report({ id, name, version }, result));
  } finally {
    await detection.service.stop(0);
  }
}

/** An image that cannot be read would count as one where the model found nothing, so it ends the evaluation. */
async function evaluateAll(detection: OwnDetection, images: readonly LabelledImage[]): Promise<EvaluatedImage[]> {
  const progress = new Progress(images.length, process.stderr.isTTY);
  const evaluated: EvaluatedImage[] = [];
  const work = async (image: LabelledImage) => {
    try {
      return await evaluateImage(detection.service, image);
    } catch (error) {
      return VigilError.from(error);
    }
  };
  for await (const result of inOrder(images, detection.concurrency, work)) {
    if (result instanceof VigilError) throw result;
    progress.around(() => evaluated.push(result));
  }
  return evaluated;
}

function report({ id, name }: ModelRef, result: MeanAveragePrecision): string {
  const share = (value: number) => value.toFixed(3);
  const rows = result.per_class.map((precision) => [
    printable(precision.class_name),
    String(precision.objects),
    String(precision.predictions),
    share(precision.ap50),
    share(precision.ap50_95),
  ]);
  return [
    `${printable(name)} (${id}) on ${result.images} images with ${result.objects} objects of ${rows.length} classes`,
    table([
      ['mAP50', share(result.map50)],
      ['mAP75', share(result.map75)],
      ['mAP50-95', share(result.map50_95)],
    ]),
    '',
    table([['CLASS', 'OBJECTS', 'PREDICTIONS', 'AP50', 'AP50-95'], ...rows], [1, 2, 3, 4]),
  ].join('\n');
}
