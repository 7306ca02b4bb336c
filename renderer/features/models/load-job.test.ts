import { describe, expect, it } from 'vitest';
import type { LoadModelBody, LoadModelResponse } from '../../../native/contract/http/models.ts';
import type { Sidecar } from '../../../native/contract/model.ts';
import { waitFor } from '../../../native/testing/patience.ts';
import { ApiProblem } from '../../api/client.ts';
import { type LoadJob, LoadJobStore, type LoadTransport } from './load-job.ts';
import { EMPTY_DRAFT } from './sidecar-draft.ts';
import { card, loaded } from './testing/samples.ts';

const OLD = card();
const NEW = card({ id: 'aaaaaaaaaaaa', name: 'new', path: '/models/new.onnx' });
const PATH = { type: 'path', path: NEW.path } as const;
const refusal = new ApiProblem('model_unsupported', 'No detector', 'State the layout.', 'r1');
const unreachable = new ApiProblem('unreachable', 'The console does not answer', 'Trying again.', null);

/** A console whose answers the test gives. */
function fakeConsole() {
  const loads: { body: LoadModelBody; answer: PromiseWithResolvers<LoadModelResponse> }[] = [];
  const upload = {
    answer: Promise.withResolvers<LoadModelResponse>(),
    sidecar: null as Sidecar | null,
    progress: (_: number) => {},
    sent: () => {},
  };
  const obeying = <T>(promise: Promise<T>, signal: AbortSignal) =>
    Promise.race([
      promise,
      new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    ]);
  const transport: LoadTransport = {
    load(body, signal) {
      const answer = Promise.withResolvers<LoadModelResponse>();
      loads.push({ body, answer });
      return obeying(answer.promise, signal);
    },
    upload(_, sidecar, { onProgress, onSent }, signal) {
      upload.sidecar = sidecar;
      upload.progress = onProgress;
      upload.sent = onSent;
      return obeying(upload.answer.promise, signal);
    },
  };
  const store = new LoadJobStore(transport, () => 1_000);
  const until = (state: LoadJob['state']) => waitFor(() => expect(store.get().state).toBe(state));
  return { store, loads, upload, until };
}

describe('loading by path', () => {
  it('ends with the answer', async () => {
    const { store, loads, until } = fakeConsole();
    expect(store.start(PATH, OLD)).toBe(true);
    expect(store.get()).toMatchObject({ state: 'loading', since: 1_000, goingBack: false });
    loads[0]?.answer.resolve(loaded(NEW, OLD));
    await until('done');
    expect(loads.map(({ body }) => body)).toEqual([{ path: NEW.path }]);
    expect(store.get()).toMatchObject({ before: OLD, response: { model: NEW } });
  });

  it('takes one at a time', () => {
    const { store, loads } = fakeConsole();
    store.start(PATH, OLD);
    expect(store.start({ type: 'again', model: OLD }, OLD)).toBe(false);
    expect(loads).toHaveLength(1);
  });

  it('passes on what the user states', () => {
    const { store, loads } = fakeConsole();
    store.start({ ...PATH, draft: { ...EMPTY_DRAFT, layout: 'yolov8' } }, OLD);
    expect(loads[0]?.body).toEqual({ path: NEW.path, sidecar: { layout: 'yolov8' } });
  });

  it('keeps the attempt and the reason of a failure, until it is dismissed', async () => {
    const { store, loads, until } = fakeConsole();
    store.start(PATH, OLD);
    loads[0]?.answer.reject(refusal);
    await until('failed');
    expect(store.get()).toEqual({ state: 'failed', attempt: PATH, before: OLD, problem: refusal });
    store.dismiss();
    expect(store.get()).toEqual({ state: 'idle' });
  });
});

describe('cancelling', () => {
  it('a load brings the former model back once the new one is up', async () => {
    const { store, loads, until } = fakeConsole();
    store.start(PATH, OLD);
    store.cancel();
    expect(store.get()).toMatchObject({ state: 'loading', goingBack: true });
    loads[0]?.answer.resolve(loaded(NEW, OLD));
    await waitFor(() => expect(loads).toHaveLength(2));
    expect(loads[1]?.body).toEqual({ id: OLD.id });
    loads[1]?.answer.resolve(loaded(OLD, NEW));
    await until('cancelled');
  });

  it('a load that fails by itself has nothing to take back', async () => {
    const { store, loads, until } = fakeConsole();
    store.start(PATH, OLD);
    store.cancel();
    loads[0]?.answer.reject(refusal);
    await until('cancelled');
    expect(loads).toHaveLength(1);
  });

  it('says when the console is lost meanwhile', async () => {
    const { store, loads, until } = fakeConsole();
    store.start(PATH, OLD);
    store.cancel();
    loads[0]?.answer.reject(unreachable);
    await until('failed');
  });

  it('says when the way back fails: then the new model runs', async () => {
    const { store, loads, until } = fakeConsole();
    store.start(PATH, OLD);
    store.cancel();
    loads[0]?.answer.resolve(loaded(NEW, OLD));
    await waitFor(() => expect(loads).toHaveLength(2));
    loads[1]?.answer.reject(refusal);
    await until('failed');
    expect(store.get()).toMatchObject({ attempt: { type: 'again', model: OLD }, before: NEW });
  });

  it('without a former model only stops watching', async () => {
    const { store, until } = fakeConsole();
    store.start(PATH, null);
    store.cancel();
    await until('cancelled');
  });
});

describe('uploading', () => {
  const file = new File([new Uint8Array(1_000)], 'new.onnx');

  it('counts bytes, then loads', async () => {
    const { store, upload, until } = fakeConsole();
    store.start({ type: 'file', file }, OLD);
    upload.progress(400);
    expect(store.get()).toMatchObject({ state: 'uploading', sent: 400, total: 1_000 });
    upload.sent();
    expect(store.get()).toMatchObject({ state: 'loading' });
    upload.progress(1_000);
    expect(store.get()).toMatchObject({ state: 'loading' });
    upload.answer.resolve(loaded(NEW, OLD));
    await until('done');
  });

  it('sends along what the user states', () => {
    const { store, upload } = fakeConsole();
    store.start({ type: 'file', file, draft: { ...EMPTY_DRAFT, names: 'bolt' } }, OLD);
    expect(upload.sidecar).toEqual({ names: ['bolt'] });
  });

  it('ends at once when cancelled', async () => {
    const { store, upload, until } = fakeConsole();
    store.start({ type: 'file', file }, OLD);
    upload.progress(400);
    store.cancel();
    await until('cancelled');
  });
});
