import './evaluation.css';
import { Button, Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import { FirstLine } from '../../components/FirstLine.tsx';
import { ObservedPrecision } from '../../components/ObservedPrecision.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { EvaluateForm } from './EvaluateForm.tsx';
import { EvaluationProgress } from './EvaluationProgress.tsx';
import { EvaluationResultPage } from './EvaluationResultPage.tsx';
import { EvaluationTable } from './EvaluationTable.tsx';
import { useEvaluations } from './evaluation-queries.ts';
import { listSentence } from './evaluation-words.ts';

function EvaluationsList() {
  const [, navigate] = useLocation();
  const { data, error, refetch } = useEvaluations();
  const under = data?.items.find(({ id }) => id === data.running);
  return (
    <div className="page evaluation-page">
      <FirstLine
        actions={
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconArrowLeft size={16} aria-hidden />}
            onClick={() => navigate('/models')}
          >
            Models
          </Button>
        }
      >
        {listSentence(data?.items)}
      </FirstLine>
      <ObservedPrecision />
      {under === undefined ? <EvaluateForm /> : <EvaluationProgress evaluation={under} />}
      {data !== undefined ? (
        <EvaluationTable items={data.items} more={data.next_cursor !== null} />
      ) : error !== null ? (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={160} aria-label="Asking for the evaluations" />
      )}
    </div>
  );
}

/** How right models are on labelled images: measuring, what was measured, and `/models/evaluations/ID` for one of it. */
export function EvaluationsPage() {
  const [location] = useLocation();
  const id = location.split('/')[3] ?? '';
  return id === '' ? <EvaluationsList /> : <EvaluationResultPage key={id} address={id} />;
}
