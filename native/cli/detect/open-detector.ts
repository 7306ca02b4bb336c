import { VigilError } from '../../contract/errors.ts';
import type { ProviderName } from '../../contract/provider.ts';
import { type ConsoleOptions, findConsole } from '../console/locate.ts';
import { say } from '../terminal.ts';
import { consoleDetector } from './console-detector.ts';
import type { DetectOptions, ImageDetector } from './image-detector.ts';
import { lastModel } from './last-model.ts';

export interface OpenOptions extends ConsoleOptions {
  model?: string;
  provider?: ProviderName;
  conf?: number;
  iou?: number;
  maxDet?: number;
  classes?: string;
  local?: true;
}

/** The running console or a detector of our own, as the options say; ready to work when this resolves. */
export async function openDetector(options: OpenOptions, images: number): Promise<ImageDetector> {
  const thresholds = thresholdsOf(options);
  if (options.url !== undefined && (options.local || options.model !== undefined || options.provider !== undefined)) {
    throw new VigilError(
      'invalid_parameter',
      'With --url the console decides on model and provider, so --model, --provider and --local cannot stand beside it.',
    );
  }
  const wantsOwn = options.local === true || options.model !== undefined || options.provider !== undefined;
  if (!wantsOwn) {
    const asked = await askConsole(options, thresholds);
    if (asked !== null) return asked;
  }
  // Loaded only here: a command that asks a console needs none of it.
  const [{ localDetector }, { modelFile }] = await Promise.all([
    import('./local-detector.ts'),
    import('./own-detection.ts'),
  ]);
  const model = options.model === undefined ? await lastModel(options) : modelFile(options.model);
  return localDetector(model, options.provider ?? null, thresholds, images);
}

async function askConsole(options: OpenOptions, thresholds: DetectOptions): Promise<ImageDetector | null> {
  const client = findConsole(options);
  if (client === null) return null;
  try {
    const detector = await consoleDetector(client, thresholds);
    say(`asking the console at ${client.address.url} (--local detects without it)`);
    return detector;
  } catch (error) {
    // What was left behind by a console that was killed says nothing about --url.
    const isGone = error instanceof VigilError && error.code === 'console_unreachable';
    if (isGone && options.url === undefined) return null;
    throw error;
  }
}

function thresholdsOf({ conf, iou, maxDet, classes }: OpenOptions): DetectOptions {
  return {
    ...(conf !== undefined && { conf }),
    ...(iou !== undefined && { iou }),
    ...(maxDet !== undefined && { max_det: maxDet }),
    ...(classes !== undefined && { classes }),
  };
}
