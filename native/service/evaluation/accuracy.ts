import type { MeasuredAccuracy, Store } from '../../store/types.ts';

/** What the newest finished evaluation of a model found; null where there is none. Read from disk once for each. */
export function accuracyReader(
  store: Pick<Store, 'latestEvaluation' | 'getAccuracy'>,
): (modelId: string) => MeasuredAccuracy | null {
  let last: { id: number; accuracy: MeasuredAccuracy | null } | null = null;
  return (modelId) => {
    const id = store.latestEvaluation(modelId);
    if (id === null) return null;
    if (last?.id !== id) last = { id, accuracy: store.getAccuracy(id) };
    return last.accuracy;
  };
}
