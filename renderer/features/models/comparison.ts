import type { EvaluationSummary } from '../../../native/contract/http/evaluations.ts';
import type { ModelRun, RegisteredModel } from '../../../native/contract/http/models.ts';
import type { SeriesBucket } from '../../../native/contract/http/series.ts';
import type { ModelMemory } from '../../../native/contract/http/system.ts';

/** How long one run of a model took, over the results that history knows of. Milliseconds. */
export type ModelSpeed = Pick<SeriesBucket, 'count' | 'p50' | 'p95'>;

export interface ComparedModel {
  id: string;
  name: string;
  isActive: boolean;
  /** Images of its runs that are still in history, of the last 100 runs. */
  images: number;
  /** Undefined while asked for, null where no result of it is known. */
  speed: ModelSpeed | null | undefined;
  /** Of the one that is loaded; undefined while asked for, null for the others. */
  memory: ModelMemory | null | undefined;
  /** Its newest evaluation that has finished; null where there is none. */
  accuracy: EvaluationSummary | null;
}

interface Known {
  models: readonly Pick<RegisteredModel, 'id' | 'name'>[];
  runs: readonly Pick<ModelRun, 'model' | 'images'>[];
  active: string | null;
  speeds: ReadonlyMap<string, ModelSpeed | null>;
  memory: ModelMemory | null | undefined;
  /** Newest first. */
  evaluations: readonly EvaluationSummary[];
}

/** What is known of each model, the loaded one first, the others as they stand in the list. */
export function compareModels({ models, runs, active, speeds, memory, evaluations }: Known): ComparedModel[] {
  return models
    .map(({ id, name }) => ({
      id,
      name,
      isActive: id === active,
      images: runs.reduce((sum, run) => (run.model.id === id ? sum + run.images : sum), 0),
      speed: speeds.get(id),
      memory: id === active ? memory : null,
      accuracy: evaluations.find(({ model, figures }) => model.id === id && figures !== null) ?? null,
    }))
    .sort((a, b) => Number(b.isActive) - Number(a.isActive));
}
