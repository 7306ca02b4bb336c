/** What detection costs: `npm run bench:detect [-- --json] [-- --model FILE] [-- --images FOLDER]`. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ProvidersResponse } from '../native/contract/http/models.ts';
import { startConsole } from '../native/testing/console.ts';
import { sharedPath } from '../native/testing/shared.ts';
import { type EmbeddingFigures, measureEmbedding } from './embedding.ts';
import { openFloor } from './floor.ts';
import { type FolderFigures, measureFolder } from './folder.ts';
import { HttpClient, multipartBody } from './http-client.ts';
import { describeMachine, type Quietness, watchQuietness } from './machine.ts';
import { type MetricsFigures, measureMetrics } from './metrics.ts';
import { reportMachine, reportModel } from './report.ts';
import { compareRequests, type RequestComparison } from './requests.ts';

export interface ModelFigures extends RequestComparison {
  model: string;
  images: number;
  threads: number;
  spinning: boolean;
  lanes: number;
  embedding: EmbeddingFigures;
  metrics: MetricsFigures;
  folder: FolderFigures;
  quietness: Quietness | null;
}

const PASSES = 2;
const say = (text: string) => void process.stdout.write(`${text}\n`);

async function measure(model: string, folder: string): Promise<ModelFigures> {
  const photographs = readdirSync(folder)
    .filter((name) => /\.jpe?g$/i.test(name))
    .sort()
    .map((name) => join(folder, name))
    .map((path) => ({ path, body: multipartBody(path) }));
  const quietness = watchQuietness();
  const served = await measureServed(model, photographs);
  const paths = photographs.map(({ path }) => path);
  const embedding = await measureEmbedding(model, served, paths);
  const overFolder = await measureFolder(folder, model);
  return { ...served, model, images: photographs.length, embedding, folder: overFolder, quietness: quietness() };
}

async function measureServed(model: string, photographs: readonly { path: string; body: Buffer }[]) {
  const vigil = await startConsole({ model });
  const client = new HttpClient(vigil.url);
  try {
    const { parallelism } = ProvidersResponse.parse(await (await fetch(`${vigil.url}/v1/providers`)).json());
    if (parallelism === null) throw new Error(`The console has not loaded ${model}: ${vigil.stderr()}`);
    const { threads, spinning, lanes } = parallelism;
    const floor = await openFloor(model, { threads, spinning });
    const comparison = await compareRequests(floor, client, photographs, PASSES);
    await floor.release();
    const bodies = photographs.map(({ body }) => body);
    return { ...comparison, threads, spinning, lanes, metrics: await measureMetrics(vigil, client, bodies) };
  } finally {
    client.close();
    await vigil.stop();
  }
}

const { values } = parseArgs({
  options: { json: { type: 'boolean' }, model: { type: 'string', multiple: true }, images: { type: 'string' } },
});
const images = resolve(values.images ?? sharedPath('images/coco-val2017/images'));
const models = values.model?.map((file) => resolve(file)) ?? [
  sharedPath('models/yolox-nano-416.onnx'),
  sharedPath('models/yolov8n-640-fp32.onnx'),
];
const absent = [images, ...models].filter((path) => !existsSync(path));
if (absent.length > 0) {
  say(`Not found: ${absent.join(', ')}\nName photographs with --images and a model with --model, or set VIGIL_SHARED.`);
} else {
  const machine = describeMachine();
  say(reportMachine(machine));
  const figures: ModelFigures[] = [];
  for (const model of models) {
    const measured = await measure(model, images);
    figures.push(measured);
    say(`\n${reportModel(measured)}`);
  }
  if (values.json) say(JSON.stringify({ bench: 'detect', at: new Date().toISOString(), machine, models: figures }));
}
