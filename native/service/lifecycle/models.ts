import { VigilError } from '../../contract/errors.ts';
import type { ModelCard } from '../../contract/model.ts';
import { Sidecar } from '../../contract/model.ts';
import type { Parallelism, ProviderName, ProviderReport } from '../../contract/provider.ts';
import type { Log } from '../../logging/types.ts';
import type { Store } from '../../store/types.ts';
import type { DetectionService, LoadRequest } from '../detection/types.ts';
import type { LoadFailure, Models } from '../http/deps.ts';

const PATH = 'model.path';
const SIDECAR = 'model.sidecar';

/** What the settings say about loading. */
export interface LoadPreferences {
  /** First choice first. */
  providers: readonly ProviderName[];
  goal: Parallelism['goal'];
}

export interface OwnedModels extends Models {
  /** What the last successful load asked for; null before the first. */
  remembered(): LoadRequest | null;
  /** Ends the run that is open. */
  end(): void;
}

/**
 * Keeps the history of models in step with the detection service: registers what is loaded, begins a run with it and
 * ends the one before. A run that cannot be stored now is tried again with the next result. `preferences` are asked for
 * at each load.
 */
export function keepModels(
  detection: DetectionService,
  store: Store,
  log: Log,
  preferences: () => LoadPreferences,
): OwnedModels {
  // Results of the model that was just replaced may still come.
  const runs = new Map<string, number>();
  let current: { key: string; id: number } | null = null;
  let failure: LoadFailure | null = null;
  let loadedWith: LoadPreferences | null = null;

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

  return {
    async load(request) {
      try {
        const { providers, goal } = preferences();
        const response = await detection.load({ ...request, providers, goal });
        loadedWith = { providers, goal };
        remember(request);
        return response;
      } catch (thrown) {
        // No event comes for what is refused before the attempt.
        if (detection.status().active === null) failure = { path: request.path, error: VigilError.from(thrown) };
        throw thrown;
      }
    },
    runOf(model, provider) {
      const key = keyOf(model, provider);
      return runs.get(key) ?? begin(model, provider, detection.status().active?.load_ms ?? 0);
    },
    loadFailure: () => failure,
    loadedWith: () => loadedWith,
    remembered() {
      const path = store.getSetting(PATH);
      if (path === null) return null;
      const sidecar = Sidecar.nullable().safeParse(JSON.parse(store.getSetting(SIDECAR) ?? 'null'));
      return { path, sidecar: sidecar.success ? sidecar.data : null };
    },
    end() {
      if (current !== null) store.endModelRun(current.id, Date.now());
      current = null;
    },
  };

  function remember(request: LoadRequest) {
    try {
      store.putSetting(PATH, request.path);
      store.putSetting(SIDECAR, JSON.stringify(request.sidecar));
    } catch (error) {
      log.warn({ err: error }, 'the model will not be loaded at the next start: it could not be remembered');
    }
  }
}
