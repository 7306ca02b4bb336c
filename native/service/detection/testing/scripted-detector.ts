/**
 * A detector process without a model: speaks the protocol of contract/messages.ts and does what scripts say, for what the
 * real detector cannot be made to do on demand.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { z } from 'zod';
import type { DetectCommand, DetectorToService, LoadCommand, ServiceToDetector } from '../../../contract/messages.ts';
import type { ModelCard } from '../../../contract/model.ts';
import type { ProviderReport } from '../../../contract/provider.ts';
import { ImageScript, ModelScript } from './script.ts';

const NEVER = 2 ** 31 - 1;
const ONE_PIXEL_WEBP = Uint8Array.of(0x52, 0x49, 0x46, 0x46);

const jobs = new Map<number, Job>();
interface Job {
  isCancelled: boolean;
  isRunning: boolean;
  clings: boolean;
}

let model = ModelScript.parse({ name: 'none' });
let runs: Promise<unknown> = Promise.resolve();

const post = (message: DetectorToService) => process.connected && process.send?.(message);
const block = (ms: number) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const passGate = async (gate: string | undefined) => {
  while (gate !== undefined && !existsSync(gate)) await delay(5);
};

function end(reason: string): never {
  writeSync(2, `${reason}\n`);
  process.exit(7);
}

async function load(command: LoadCommand): Promise<void> {
  model = ModelScript.parse(JSON.parse(readFileSync(command.path, 'utf8')));
  let start = 1;
  if (model.startLog !== undefined) {
    const entry = { providers: command.providers, threads: command.threads, known: command.known !== null };
    appendFileSync(model.startLog, `${JSON.stringify(entry)}\n`);
    start = readFileSync(model.startLog, 'utf8').trim().split('\n').length;
  }
  if (start <= model.failingStarts) end('the device cannot be opened');
  setInterval(() => post({ kind: 'heartbeat', rss_bytes: process.memoryUsage.rss() }), model.heartbeat_ms);
  await passGate(model.gate);
  if (model.hangs) return;
  if (model.refusal !== undefined && start >= model.refusal.fromStart) {
    post({ kind: 'failed', id: command.id, error: model.refusal.error });
    return;
  }
  const fixed = command.threads.type === 'fixed' ? command.threads : { threads: 2, spinning: true };
  post({
    kind: 'loaded',
    id: command.id,
    result: {
      card: cardOf(command.path),
      provider: command.known?.provider ?? reportOf(command),
      threads: fixed.threads,
      spinning: fixed.spinning,
      measurements: command.threads.type === 'auto' ? model.measurements : [],
      load_ms: 1,
      run_ms: 1,
    },
  });
}

async function detect({ id, image, thumbnail }: DetectCommand): Promise<void> {
  const script = ImageScript.parse(image.type === 'bytes' ? JSON.parse(new TextDecoder().decode(image.bytes)) : {});
  const job: Job = { isCancelled: false, isRunning: false, clings: script.clings };
  jobs.set(id, job);
  if (script.clings) return;
  if (script.freezes) block(NEVER);
  await passGate(script.gate);
  const turn = runs;
  const { promise, resolve } = Promise.withResolvers<void>();
  runs = promise;
  await turn;
  if (!job.isCancelled) run(id, script, thumbnail, job);
  jobs.delete(id);
  resolve();
}

function run(id: number, script: z.output<typeof ImageScript>, thumbnail: boolean, job: Job): void {
  if (script.error !== undefined) {
    post({ kind: 'failed', id, error: script.error });
    return;
  }
  job.isRunning = true;
  post({ kind: 'running', id });
  if (script.runLog !== undefined) appendFileSync(script.runLog, `${script.number}\n`);
  block(script.run === 'hangs' ? NEVER : script.run_ms);
  if (script.run === 'crashes' && (script.crashMark === undefined || !existsSync(script.crashMark))) {
    if (script.crashMark !== undefined) writeFileSync(script.crashMark, '');
    end('the run broke the process');
  }
  post({
    kind: 'detected',
    id,
    result: {
      width: script.number,
      height: model.number,
      candidates: {
        class_ids: new Uint16Array(),
        scores: new Float32Array(),
        boxes: new Float32Array(),
        suppressed: false,
      },
      features: { brightness: 0, contrast: 0, sharpness: 0, saturation: 0 },
      embedding: null,
      timings: { decode: 0, tensor: 0, inference: script.run_ms, postprocess: 0 },
    },
  });
  if (thumbnail && script.thumbnail !== 'never') {
    post({ kind: 'thumbnail', id, webp: script.thumbnail === 'made' ? ONE_PIXEL_WEBP : null });
  }
}

function cancel(id: number): void {
  const job = jobs.get(id);
  if (job === undefined || job.isRunning) return;
  job.isCancelled = true;
  if (job.clings) return;
  post({ kind: 'failed', id, error: { code: 'request_cancelled', detail: 'cancelled' } });
}

function reportOf({ providers }: LoadCommand): ProviderReport {
  const used = providers.includes(model.provider) ? model.provider : 'cpu';
  return {
    requested: providers,
    used,
    extent: 'all',
    node_share: null,
    fallback: false,
    reason: `Scripted to run on ${used}.`,
    attempts: [{ provider: used, outcome: 'used', reason: 'Scripted.' }],
  };
}

function cardOf(path: string): ModelCard {
  return {
    id: model.name.padEnd(12, '0').slice(0, 12),
    name: model.name,
    version: '1',
    path,
    size_bytes: 1,
    sha256: model.name,
    layout: 'yolox',
    layout_source: 'sidecar',
    layout_reason: 'Scripted.',
    preprocess: 'yolox',
    input: { name: 'images', dtype: 'float32', height: 32, width: 32, dynamic: false, size_source: 'shape' },
    output: { name: 'output', dtype: 'float32', shape: [1, 21, 6] },
    classes: ['thing'],
    classes_source: 'sidecar',
    embedding: { source: 'descriptor', length: 64, reason: 'Scripted.' },
    metadata: {},
    licence: null,
  };
}

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ServiceToDetector) => {
  switch (message.kind) {
    case 'load':
      void load(message);
      break;
    case 'detect':
      void detect(message);
      break;
    case 'cancel':
      cancel(message.id);
      break;
    case 'shutdown':
      process.exit(0);
  }
});
post({ kind: 'hello', pid: process.pid, runtime: 'scripted', built_in: ['cuda', 'cpu'] });
