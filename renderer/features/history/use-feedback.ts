import { useQueryClient } from '@tanstack/react-query';
import type { FeedbackBody } from '../../../native/contract/http/feedback.ts';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { toastProblem } from '../../components/undo-toast.tsx';
import { itemKey } from './history-actions.ts';

/** Says something of a result and shows what the service then holds. Never rejects: a refusal is said. */
export function useFeedback(): (id: number, said: FeedbackBody) => Promise<void> {
  const client = useQueryClient();
  return async (id, said) => {
    try {
      const item = await call('setFeedback', { params: { id }, json: said });
      // An answer to an older question must not take the place of this one.
      await client.cancelQueries({ queryKey: itemKey(id) });
      client.setQueryData(itemKey(id), item);
      void client.invalidateQueries({ queryKey: KEYS.observed });
    } catch (error) {
      toastProblem(error);
    }
  };
}
