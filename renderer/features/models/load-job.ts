import type { LoadModelBody, LoadModelResponse } from '../../../native/contract/http/models.ts';
import type { ModelCard, Sidecar } from '../../../native/contract/model.ts';
import { ApiProblem } from '../../api/client.ts';
import { fileName } from '../../components/format.ts';
import { parseDraft, type SidecarDraft } from './sidecar-draft.ts';

/** What the user asked for. */
export type LoadAttempt =
  /** A file on the console's machine; `draft` is what the user states about it. */
  | { type: 'path'; path: string; draft?: SidecarDraft }
  /** A file of this browser, uploaded first; `draft` likewise. */
  | { type: 'file'; file: File; draft?: SidecarDraft }
  /** A model that was loaded before. */
  | { type: 'again'; model: ModelCard };

export type LoadJob =
  | { state: 'idle' }
  | { state: 'uploading'; attempt: LoadAttempt; before: ModelCard | null; sent: number; total: number; since: number }
  /** `goingBack`: the user cancelled, so that the model of before is loaded as soon as this one is up. */
  | { state: 'loading'; attempt: LoadAttempt; before: ModelCard | null; since: number; goingBack: boolean }
  | { state: 'done'; attempt: LoadAttempt; before: ModelCard | null; response: LoadModelResponse }
  /** `before` goes on running. */
  | { state: 'failed'; attempt: LoadAttempt; before: ModelCard | null; problem: ApiProblem }
  | { state: 'cancelled'; attempt: LoadAttempt; before: ModelCard | null };

export interface LoadTransport {
  load(body: LoadModelBody, signal: AbortSignal): Promise<LoadModelResponse>;
  /** `sidecar` goes along. `onProgress` in bytes of the file; `onSent` when the last of them has left. */
  upload(
    file: File,
    sidecar: Sidecar | null,
    callbacks: { onProgress: (sent: number) => void; onSent: () => void },
    signal: AbortSignal,
  ): Promise<LoadModelResponse>;
}

export const isBusy = (job: LoadJob): job is Extract<LoadJob, { state: 'uploading' | 'loading' }> =>
  job.state === 'uploading' || job.state === 'loading';

/** What is being loaded, as the user knows it. */
export function attemptName(attempt: LoadAttempt): string {
  switch (attempt.type) {
    case 'path':
      return fileName(attempt.path);
    case 'file':
      return attempt.file.name;
    case 'again':
      return attempt.model.name;
  }
}

function bodyOf(attempt: Exclude<LoadAttempt, { type: 'file' }>): LoadModelBody {
  if (attempt.type === 'again') return { id: attempt.model.id };
  const sidecar = statedIn(attempt);
  return { path: attempt.path, ...(sidecar !== null && { sidecar }) };
}

/** What the user states about the model, where the form took it. */
function statedIn({ draft }: Exclude<LoadAttempt, { type: 'again' }>): Sidecar | null {
  const parsed = draft === undefined ? null : parseDraft(draft);
  return parsed?.ok === true ? parsed.sidecar : null;
}

const asProblem = (thrown: unknown): ApiProblem =>
  thrown instanceof ApiProblem ? thrown : new ApiProblem('internal', 'Something went wrong', String(thrown), null);

/** The one switch of model under way in this window. It lives outside React and goes on while other pages are open. */
export class LoadJobStore {
  #job: LoadJob = { state: 'idle' };
  #controller = new AbortController();
  readonly #transport: LoadTransport;
  readonly #clock: () => number;
  readonly #listeners = new Set<() => void>();

  constructor(transport: LoadTransport, clock: () => number = () => performance.now()) {
    this.#transport = transport;
    this.#clock = clock;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly get = (): LoadJob => this.#job;

  /** Starts unless a load is under way; answers whether it did. `before` is the model that runs now. */
  start(attempt: LoadAttempt, before: ModelCard | null): boolean {
    if (isBusy(this.#job)) return false;
    this.#controller = new AbortController();
    void this.#run(attempt, before, this.#controller.signal);
    return true;
  }

  /**
   * Ends an upload at once. A load cannot be interrupted without losing what it holds, so it is taken back instead: the
   * model of before returns once the new one is up. Without one before there is nothing to return to, and this window
   * only stops watching.
   */
  cancel(): void {
    const job = this.#job;
    if (job.state === 'loading' && job.before !== null) this.#set({ ...job, goingBack: true });
    else if (isBusy(job)) this.#controller.abort();
  }

  /** Takes a settled job off the page. */
  dismiss(): void {
    if (!isBusy(this.#job)) this.#set({ state: 'idle' });
  }

  async #run(attempt: LoadAttempt, before: ModelCard | null, signal: AbortSignal): Promise<void> {
    let response: LoadModelResponse;
    try {
      response = await (attempt.type === 'file'
        ? this.#upload(attempt, before, signal)
        : this.#load(attempt, before, signal));
    } catch (thrown) {
      const problem = asProblem(thrown);
      // A model that did not load after its load was cancelled has changed nothing, which was the wish.
      const asWished = signal.aborted || (this.#isGoingBack() && problem.code !== 'unreachable');
      this.#set(asWished ? { state: 'cancelled', attempt, before } : { state: 'failed', attempt, before, problem });
      return;
    }
    if (!this.#isGoingBack() || before === null) {
      this.#set({ state: 'done', attempt, before, response });
      return;
    }
    try {
      await this.#transport.load({ id: before.id }, signal);
      this.#set({ state: 'cancelled', attempt, before });
    } catch (thrown) {
      const wayBack: LoadAttempt = { type: 'again', model: before };
      this.#set({ state: 'failed', attempt: wayBack, before: response.model, problem: asProblem(thrown) });
    }
  }

  #isGoingBack(): boolean {
    return this.#job.state === 'loading' && this.#job.goingBack;
  }

  #load(attempt: Exclude<LoadAttempt, { type: 'file' }>, before: ModelCard | null, signal: AbortSignal) {
    this.#set({ state: 'loading', attempt, before, since: this.#clock(), goingBack: false });
    return this.#transport.load(bodyOf(attempt), signal);
  }

  #upload(attempt: Extract<LoadAttempt, { type: 'file' }>, before: ModelCard | null, signal: AbortSignal) {
    const since = this.#clock();
    const total = attempt.file.size;
    this.#set({ state: 'uploading', attempt, before, sent: 0, total, since });
    return this.#transport.upload(
      attempt.file,
      statedIn(attempt),
      {
        onProgress: (sent) => {
          if (this.#job.state === 'uploading') this.#set({ ...this.#job, sent: Math.min(sent, total) });
        },
        onSent: () => this.#set({ state: 'loading', attempt, before, since: this.#clock(), goingBack: false }),
      },
      signal,
    );
  }

  #set(job: LoadJob): void {
    this.#job = job;
    for (const listener of this.#listeners) listener();
  }
}
