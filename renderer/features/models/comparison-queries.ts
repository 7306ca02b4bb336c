import { useQueries, useQuery } from '@tanstack/react-query';
import type { ModelMemory } from '../../../native/contract/http/system.ts';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import type { ModelSpeed } from './comparison.ts';

/** As long as the console keeps results by default, and then some. */
export const SPAN_DAYS = 30;
const SPAN_MS = SPAN_DAYS * 24 * 60 * 60_000;
const SPEED_EVERY_MS = 30_000;
const MEMORY_EVERY_MS = 5_000;

/** How fast each of these models was, by its id; one that is missing is still asked for. */
export const useModelSpeeds = (ids: readonly string[]): ReadonlyMap<string, ModelSpeed | null> =>
  useQueries({
    queries: ids.map((id) => ({
      queryKey: ['model-speed', id],
      queryFn: async ({ signal }: { signal: AbortSignal }) => {
        const from = new Date(Date.now() - SPAN_MS).toISOString();
        const { total } = await call('series', {
          query: { metric: 'inference_ms', model: id, from, points: 1 },
          signal,
        });
        return { id, total };
      },
      refetchInterval: SPEED_EVERY_MS,
    })),
    combine: (answers) => new Map(answers.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data.total]]))),
  });

/** What the loaded model holds; undefined while it is asked for. */
export const useModelMemory = (): ModelMemory | null | undefined =>
  useQuery({
    queryKey: KEYS.system,
    queryFn: ({ signal }) => call('system', { signal }),
    refetchInterval: MEMORY_EVERY_MS,
    retry: false,
  }).data?.model_memory;

/** Evaluations of all models, newest first. */
export const useModelEvaluations = () =>
  useQuery({
    queryKey: [...KEYS.evaluations, 'newest'],
    queryFn: ({ signal }) => call('listEvaluations', { query: { limit: 100 }, signal }),
  });
