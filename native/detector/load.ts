import { availableParallelism } from 'node:os';
import type { InferenceSession } from 'onnxruntime-node';
import { VigilError } from '../contract/errors.ts';
import type { LoadResult, ThreadChoice } from '../contract/messages.ts';
import type { ModelCard } from '../contract/model.ts';
import { sidecarPath } from '../contract/model-files.ts';
import type { ThreadMeasurement } from '../contract/provider.ts';
import { EMBEDDING_OUTPUT, type Tap } from './embedding/tap.ts';
import type { EngineSettings } from './engine.ts';
import { freeDimensions } from './model/input.ts';
import { describeModel, type ModelFacts, readModel, refuseNoDetector } from './model/inspect.ts';
import { listBuiltIn } from './providers/built-in.ts';
import { descendLadder, type Rung } from './providers/ladder.ts';
import { firstPlan, measureThreads, medianRun, type ThreadPlan } from './providers/threads.ts';
import { openSession, runtimeMessage, type SessionRequest } from './runtime.ts';
import { InputTensor } from './tensor.ts';
import { runTrial, type Trial } from './trial.ts';

export interface LoadedModel {
  result: LoadResult;
  session: InferenceSession;
  input: InputTensor;
}

/** A first run slower than this is timing enough: a software GPU takes seconds for each. */
const SLOW_RUN_MS = 1_000;
const WARM_UP_MS = 200;
const GPU_THREADS: ThreadPlan = { threads: 1, spinning: false };

/**
 * From a path to a warm session: read the file, go down the providers, run once on nothing, tell the layout, choose the
 * threads. What an earlier process proved of the very same file is believed and skips all of that but a run. After a
 * failure the process should end; that alone frees everything (https://github.com/microsoft/onnxruntime/issues/20548).
 */
export async function loadModel(settings: EngineSettings): Promise<LoadedModel> {
  const started = performance.now();
  const known = settings.known === null ? null : await loadKnown(settings, settings.known);
  const { result, session, input } = known ?? (await loadUnknown(settings));
  return { session, input, result: { ...result, load_ms: performance.now() - started } };
}

async function loadUnknown(settings: EngineSettings): Promise<LoadedModel> {
  const facts = await readModel(settings.path, settings.sidecar);
  refuseNoDetector(facts);
  if (settings.bare === true) return openUnknown(settings, facts, null);
  if (facts.tap.kind === 'none') return openUnknown(settings, facts, facts.tap);
  try {
    return await openUnknown(settings, facts, facts.tap);
  } catch (error) {
    // Be it for the output that was added or not: the file itself has the last word.
    const words = runtimeMessage(error).replace(/\.? Export it again$/, '');
    const reason = `The model does not run with one more output: ${words}.`;
    return openUnknown(settings, facts, { kind: 'none', reason });
  }
}

async function openUnknown(settings: EngineSettings, facts: ModelFacts, tap: Tap | null): Promise<LoadedModel> {
  const input = new InputTensor(facts.input);
  const model = { model: modelOf(facts, tap), freeDimensions: facts.input.freeDimensions };
  const plan = threadsOf(settings.threads);
  const trialRun = (session: InferenceSession) => runTrial(session, input, facts.input.name);
  const rung = await descendLadder(settings.providers, listBuiltIn(), { ...model, ...plan }, trialRun);
  const trial = rung.trial ?? (await runFirst(() => trialRun(rung.session), facts));
  const card = describeModel(facts, tap, trial.shapes);
  const { session, ...measured } = await chooseThreads({ settings, rung, plan, trial, card, input, model });
  return { session, input, result: { card, provider: rung.report, load_ms: 0, ...measured } };
}

/** Null where the file has changed meanwhile or the provider no longer works: then everything is found out anew. */
async function loadKnown(
  settings: EngineSettings,
  { card, provider }: NonNullable<EngineSettings['known']>,
): Promise<LoadedModel | null> {
  const facts = await readModel(settings.path, settings.sidecar ?? {});
  if (facts.sha256 !== card.sha256 || !listBuiltIn().includes(provider.used)) return null;
  const input = new InputTensor(card.input);
  const plan = provider.used === 'cpu' ? threadsOf(settings.threads) : GPU_THREADS;
  try {
    const session = await openSession({
      model: card.embedding?.source === 'model' ? modelOf(facts, facts.tap) : facts.path,
      freeDimensions: freeDimensions(facts.file.inputs[0], card.input),
      provider: provider.used,
      ...plan,
    });
    const { milliseconds } = await runTrial(session, input, card.input.name);
    const run_ms = milliseconds > WARM_UP_MS ? milliseconds : await timeRun(session, card, input);
    return { session, input, result: { card, provider, ...plan, measurements: [], load_ms: 0, run_ms } };
  } catch {
    return null;
  }
}

interface ThreadQuestion {
  settings: EngineSettings;
  rung: Rung;
  /** What the session of `rung` was opened with, on the CPU. */
  plan: ThreadPlan;
  trial: Trial;
  card: ModelCard;
  input: InputTensor;
  model: Pick<SessionRequest, 'model' | 'freeDimensions'>;
}

interface ThreadAnswer extends ThreadPlan {
  session: InferenceSession;
  measurements: ThreadMeasurement[];
  run_ms: number;
}

async function chooseThreads({
  settings,
  rung,
  plan,
  trial,
  card,
  input,
  model,
}: ThreadQuestion): Promise<ThreadAnswer> {
  const { session, report } = rung;
  const provider = report.used;
  const run = (on: InferenceSession) => timeRun(on, card, input);
  if (provider === 'cpu' && settings.threads.type === 'auto') {
    const open = (next: ThreadPlan) => openSession({ ...model, ...next, provider });
    const verdict = await measureThreads({ session, plan }, availableParallelism(), open, run);
    return { session: verdict.session, ...verdict.plan, measurements: verdict.measurements, run_ms: verdict.runMs };
  }
  const slow = trial.milliseconds > SLOW_RUN_MS;
  const run_ms = slow ? trial.milliseconds : await medianRun(() => run(session), 1, WARM_UP_MS);
  return { session, ...(provider === 'cpu' ? plan : GPU_THREADS), measurements: [], run_ms };
}

/** The outputs of a run that count. */
export function outputsOf({ output, embedding }: ModelCard): string[] {
  return embedding?.source === 'model' ? [output.name, EMBEDDING_OUTPUT] : [output.name];
}

/** Milliseconds of one run of the outputs that count. */
async function timeRun(session: InferenceSession, card: ModelCard, input: InputTensor): Promise<number> {
  const started = performance.now();
  await session.run({ [card.input.name]: input.tensor }, outputsOf(card));
  return performance.now() - started;
}

function modelOf(facts: ModelFacts, tap: Tap | null): string | Uint8Array {
  return tap?.kind === 'tapped' ? tap.model : facts.path;
}

function threadsOf(choice: ThreadChoice): ThreadPlan {
  return choice.type === 'fixed'
    ? { threads: choice.threads, spinning: choice.spinning }
    : firstPlan(availableParallelism());
}

async function runFirst(run: () => Promise<Trial>, facts: ModelFacts): Promise<Trial> {
  try {
    return await run();
  } catch (cause) {
    const { dynamic, height, width } = facts.input;
    const remedy = dynamic
      ? `The file leaves height and width free, but not every size works: state the one it was made for, as ` +
        `"input_size": [height, width], in ${sidecarPath(facts.path)}.`
      : 'Export it again.';
    throw new VigilError(
      'model_unsupported',
      `The model loads but cannot run at ${height} x ${width} (height x width): ${runtimeMessage(cause)}. ${remedy}`,
      { cause },
    );
  }
}
