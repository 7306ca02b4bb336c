import { Button, Progress, VisuallyHidden } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { EvaluationSummary } from '../../../native/contract/http/evaluations.ts';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { toastProblem } from '../../components/undo-toast.tsx';
import { progressWords } from './evaluation-words.ts';

/** How far an evaluation has come, and how to call it off. */
export function EvaluationProgress({ evaluation }: { evaluation: EvaluationSummary }) {
  const client = useQueryClient();
  const [cancelling, setCancelling] = useState(false);
  const { id, name, model, progress, started_at } = evaluation;
  const share = progress.total === 0 ? 0 : progress.done / progress.total;
  const words = progressWords(evaluation);
  const cancel = async () => {
    setCancelling(true);
    try {
      await call('cancelEvaluation', { params: { id } });
    } catch (error) {
      toastProblem(error);
      setCancelling(false);
    }
    await client.invalidateQueries({ queryKey: KEYS.evaluations });
  };
  return (
    <section className="panel evaluation-progress" aria-label="Progress" data-testid="evaluation-progress">
      <div>
        <strong>
          {model.name} on {name}
        </strong>
        <span className="quiet">
          {words}, started <TimeAgo iso={started_at} />
        </span>
        <Button variant="default" loading={cancelling} onClick={() => void cancel()}>
          Cancel
        </Button>
      </div>
      <Progress.Root size={6} radius={3}>
        <Progress.Section
          value={share * 100}
          withAria={false}
          role="progressbar"
          aria-label={`Evaluation of ${name}`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
          aria-valuetext={words}
        />
      </Progress.Root>
      <VisuallyHidden role="status">
        {`Evaluating ${name}${share < 0.25 ? '' : `, ${Math.floor(share * 4) * 25} percent`}`}
      </VisuallyHidden>
    </section>
  );
}
