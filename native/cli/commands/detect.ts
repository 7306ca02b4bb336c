import { Command } from 'commander';
import { VigilError } from '../../contract/errors.ts';
import type { ImageFailure, ImageResult } from '../../contract/http/detect.ts';
import type { ImageDetector } from '../detect/image-detector.ts';
import { findImageFiles, type ImageFile } from '../detect/image-files.ts';
import { type OpenOptions, openDetector } from '../detect/open-detector.ts';
import { Progress } from '../detect/progress.ts';
import { failureTable, nameWidth, paceLine, resultLine } from '../detect/report.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { inOrder } from '../in-order.ts';
import {
  dataDirOption,
  jsonOption,
  modelOption,
  providerOption,
  thresholdOptions,
  tokenFileOption,
  urlOption,
} from '../options.ts';
import { print, printJson, say } from '../terminal.ts';

interface DetectCommandOptions extends OpenOptions {
  recursive?: true;
  json?: true;
}

export function detectCommand(end: (status: ExitStatus) => void): Command {
  const command = new Command('detect')
    .description(
      'Detects objects on images, and on the images of folders. A running console is asked where there is one and ' +
        'neither --model nor --provider is given; otherwise the command runs a detector of its own.',
    )
    .argument('<files...>', 'images and folders; after -- also names that begin with a dash')
    .addOption(modelOption())
    .addOption(providerOption());
  for (const option of thresholdOptions()) command.addOption(option);
  return command
    .option('-r, --recursive', 'look into the folders of folders too')
    .option('--local', 'run a detector here even where a console runs')
    .addOption(urlOption())
    .addOption(tokenFileOption())
    .addOption(dataDirOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nExample: vigil detect photos bus.jpg --model yolox-nano.onnx --conf 0.5 --classes person,bus',
    )
    .action(async (files: string[], options: DetectCommandOptions) => end(await detect(files, options)));
}

async function detect(paths: readonly string[], options: DetectCommandOptions): Promise<ExitStatus> {
  const files = await findImageFiles(paths, options.recursive === true);
  refuseIfNothingToDo(files);
  const detector = await openDetector(options, files.length);
  try {
    const images = await detectAll(detector, files, options.json === true);
    if (options.json) printJson({ ...detector.head, images });
    const failures = failureTable(images);
    if (failures !== null) say(failures);
    return failures === null ? EXIT.ok : EXIT.failed;
  } finally {
    await detector.close();
  }
}

function refuseIfNothingToDo(files: readonly ImageFile[]): void {
  const [first] = files;
  if (first === undefined || !('error' in first) || files.some((file) => 'path' in file)) return;
  throw new VigilError(first.error.code, `${first.name}: ${first.error.detail}`);
}

async function detectAll(
  detector: ImageDetector,
  files: readonly ImageFile[],
  quiet: boolean,
): Promise<(ImageResult | ImageFailure)[]> {
  const width = nameWidth(files.map(({ name }) => name));
  const progress = new Progress(files.length, process.stderr.isTTY);
  const images: (ImageResult | ImageFailure)[] = [];
  const started = performance.now();
  for await (const image of inOrder(files, detector.concurrency, (file) => detector.detect(file))) {
    images.push(image);
    progress.around(() => quiet || print(resultLine(image, width)));
  }
  const now = performance.now();
  // performance.now() counts from the start of the process.
  say(paceLine({ images: images.length, work_ms: now - started, total_ms: now }));
  return images;
}
