import { VigilError } from '../../contract/errors.ts';
import type { LoadModelResponse } from '../../contract/http/models.ts';
import type { ModelCard } from '../../contract/model.ts';
import type { Parallelism, ProviderName, ProviderReport } from '../../contract/provider.ts';
import type { Log } from '../../logging/types.ts';
import type { Store } from '../../store/types.ts';
import type { DetectionService, LoadRequest } from '../detection/types.ts';
import type { LoadFailure, Models } from '../http/deps.ts';
import { rememberedModel, rememberModel } from './remembered-model.ts';

/** What the settings say about loading. */
export interface LoadPreferences {
  /** First choice first. */
  providers: readonly ProviderName[];
  goal: Parallelism['goal'];
}

export type LoadProgress = { state: 'loading' } | { state: 'failed'; error: VigilError };

export interface OwnedModels extends Models {
  /** What the last successful load asked for; null before the first. */
  remembered(): LoadRequest | null;
  /**
   * Loads the starter, which must be there, without remembering it. `gone` is the path of the model it stands in for;
   * null where there was none. Rejects as `load` does.
   */
  loadStarter(gone: string | null): Promise<void>;
  /** Calls back as a load begins and where it fails; detection itself tells of one that is done. */
  onAttempt(listener: (attempt: LoadProgress) => void): void;
  /** Ends the run that is open. */
  end(): void;
}

/**
 * Keeps the history of models in step with the detection service: registers what is loaded, begins a run with it and
 * ends the one before. A run that cannot be stored now is tried again with the next result. `preferences` are asked for
 * at each load. `starter` is the real path of the model that comes with Vigil.
 */
export function keepModels(
  detection: DetectionService,
  store: Store,
  log: Log,
  preferences: () => LoadPreferences,
  starter: string | null = null,
): OwnedModels {
  // Results of the model that was just replaced may still come.
  const runs = new Map<string, number>();
  const listeners: ((attempt: LoadProgress) => void)[] = [];
  let current: { key: string; id: number } | null = null;
  let failure: LoadFailure | null = null;
  let loadedWith: LoadPreferences | null = null;
  let standsInFor: string | null = null;

  const keyOf = (model: ModelCard, provider: ProviderReport) => `${model.id} ${provider.used} ${provider.extent}`;

  function begin(model: ModelCard, provider: ProviderReport, loadMs: number): number {
    const now = Date.now();
    const key = keyOf(model, provider);
    store.registerModel(model, now);
    const id = store.beginModelRun({ model_id: model.id, provider: provider.used, started_at: now, load_ms: loadMs });
    if (current !== null) store.endModelRun(current.id, now);
    current = { key, id };
    runs.set(key, id);
    return id;
  }

  detection.subscribe((event) => {
    if (event.type === 'model_load_failed') failure = { path: event.path, error: event.error };
    if (event.type !== 'model_loaded') return;
    failure = null;
    try {
      begin(event.model.card, event.model.provider, event.model.load_ms);
    } catch (error) {
      log.error({ err: error }, 'the loaded model could not be registered in history');
    }
  });

  async function attempt(request: LoadRequest, gone: string | null): Promise<LoadModelResponse> {
    try {
      const { providers, goal } = preferences();
      const loading = detection.load({ ...request, providers, goal });
      tell({ state: 'loading' });
      const response = await loading;
      loadedWith = { providers, goal };
      standsInFor = gone;
      return response;
    } catch (thrown) {
      // No event comes for what is refused before the attempt.
      if (detection.status().active === null) failure = { path: request.path, error: VigilError.from(thrown) };
      tell({ state: 'failed', error: VigilError.from(thrown) });
      throw thrown;
    }
  }

  return {
    async load(request) {
      const response = await attempt(request, null);
      remember(response.model.id, request);
      return response;
    },
    async loadStarter(gone) {
      if (starter === null) throw new Error('There is no starter to load');
      await attempt({ path: starter, sidecar: null }, gone);
    },
    starter: () => starter,
    standsInFor: () => standsInFor,
    runOf(model, provider) {
      const key = keyOf(model, provider);
      return runs.get(key) ?? begin(model, provider, detection.status().active?.load_ms ?? 0);
    },
    loadFailure: () => failure,
    onAttempt: (listener) => void listeners.push(listener),
    loadedWith: () => loadedWith,
    remembered: () => rememberedModel(store),
    end() {
      if (current !== null) store.endModelRun(current.id, Date.now());
      current = null;
    },
  };

  function tell(attempt: LoadProgress) {
    for (const listener of listeners) listener(attempt);
  }

  function remember(id: string, request: LoadRequest) {
    try {
      rememberModel(store, id, request, starter);
    } catch (error) {
      log.warn({ err: error }, 'the model will not be loaded at the next start: it could not be remembered');
    }
  }
}
