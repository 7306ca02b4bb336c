import { InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { DetectQuery } from '../contract/http/detect.ts';
import { PROVIDERS, ProviderName } from '../contract/provider.ts';

/** A commander parser that takes what a schema takes, so that the command line and the API have the same limits. */
export function parsedBy<Output>(schema: z.ZodType<Output>): (text: string) => Output {
  return (text) => {
    // Number('') is 0: an empty value would pass as one.
    const parsed = text.trim() === '' ? null : schema.safeParse(text);
    if (parsed?.success) return parsed.data;
    throw new InvalidArgumentError(parsed?.error.issues[0]?.message ?? 'It is empty.');
  };
}

export const jsonOption = () => new Option('--json', 'one JSON document on stdout');

export const modelOption = () => new Option('-m, --model <file>', 'model file (.onnx)');

export const providerOption = () =>
  new Option('--provider <name>', `execution provider to try before the CPU: ${PROVIDERS.join(', ')}`).argParser(
    parsedBy(ProviderName),
  );

export const dataDirOption = () => new Option('--data-dir <folder>', "folder of the console's data").env('VIGIL_DATA');

export const urlOption = () =>
  new Option('--url <address>', 'console to ask (default: the one running on the data folder)').argParser(
    parsedBy(z.url({ protocol: /^https?$/, error: 'It is not an address like http://127.0.0.1:8000.' })),
  );

export const tokenFileOption = () =>
  new Option('--token-file <file>', "token for the console (default: the data folder's, for its own console)");

export const thresholdOptions = () => [
  new Option('--conf <score>', 'lowest score shown, 0.05 to 1 (default: 0.25, or as the console says)').argParser(
    parsedBy(DetectQuery.shape.conf),
  ),
  new Option(
    '--iou <overlap>',
    'boxes of one class overlapping more are one, 0 to 1 (default: 0.45, or as the console says)',
  ).argParser(parsedBy(DetectQuery.shape.iou)),
  new Option('--max-det <count>', 'most detections an image (default: 300, or as the console says)').argParser(
    parsedBy(DetectQuery.shape.max_det),
  ),
  new Option('--classes <names>', 'only these classes: names or ids, comma separated'),
];
