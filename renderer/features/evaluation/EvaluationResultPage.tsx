import { Button, Skeleton } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useLocation } from 'wouter';
import type { Evaluation, EvaluationResult } from '../../../native/contract/http/evaluations.ts';
import { ApiProblem } from '../../api/client.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { FirstLine } from '../../components/FirstLine.tsx';
import { formatScore } from '../../components/format.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { ClassTable } from './ClassTable.tsx';
import { ConfusionTable } from './ConfusionTable.tsx';
import { CurvePanel } from './CurvePanel.tsx';
import { EvaluationProgress } from './EvaluationProgress.tsx';
import { isUnderWay, useEvaluation } from './evaluation-queries.ts';
import { evaluationSentence, formatRatio } from './evaluation-words.ts';
import { LabelsReport } from './LabelsReport.tsx';
import { StateMark } from './StateMark.tsx';

function Figures({ result }: { result: EvaluationResult }) {
  const { at_threshold, best_f1 } = result;
  const figures = [
    [
      'mAP50',
      formatRatio(result.map50),
      'Mean over the classes of the average precision at IoU 0.50, as COCO defines it',
    ],
    ['mAP75', formatRatio(result.map75), 'The same at IoU 0.75'],
    ['mAP50-95', formatRatio(result.map50_95), 'Mean over IoU 0.50 to 0.95'],
    ['Precision', formatRatio(at_threshold.precision), `At confidence ${formatScore(at_threshold.conf)}`],
    ['Recall', formatRatio(at_threshold.recall), `At confidence ${formatScore(at_threshold.conf)}`],
    ['F1', formatRatio(at_threshold.f1), `At confidence ${formatScore(at_threshold.conf)}`],
    [
      'Best F1',
      best_f1 === null ? '–' : `${formatRatio(best_f1.f1)} at ${formatScore(best_f1.conf)}`,
      'And its confidence',
    ],
  ] as const;
  return (
    <dl className="evaluation-figures panel">
      {figures.map(([label, value, note]) => (
        <div key={label} title={note}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Result({ result }: { result: EvaluationResult }) {
  return (
    <>
      <Figures result={result} />
      <div className="evaluation-columns">
        <ClassTable classes={result.per_class} conf={result.at_threshold.conf} />
        <CurvePanel curve={result.pr_curve} />
        <ConfusionTable matrix={result.confusion_matrix} />
        <LabelsReport labels={result.labels} otherClasses={result.at_threshold.other_classes} />
      </div>
    </>
  );
}

function Ended({ evaluation }: { evaluation: Evaluation }) {
  if (evaluation.error === null)
    return (
      <section className="panel evaluation-section">
        <p>It has no figures. Begin it again from the list of evaluations.</p>
      </section>
    );
  return (
    <section className="panel evaluation-section" role="alert">
      <h2>Why it failed</h2>
      <p className="evaluation-reason">{evaluation.error.detail}</p>
    </section>
  );
}

function About({ evaluation }: { evaluation: Evaluation }) {
  const { name, model, provider, conf, iou, started_at, source, state } = evaluation;
  return (
    <p className="quiet evaluation-about">
      <StateMark state={state} /> {name}: {model.name} {model.version} on {provider}, <TimeAgo iso={started_at} />,
      confidence {formatScore(conf)}, overlap {formatScore(iou)}; images {source.images}, labels {source.labels}
    </p>
  );
}

/** One evaluation at its own address: the figure in a sentence, then every figure there is. */
export function EvaluationResultPage({ address }: { address: string }) {
  const [, navigate] = useLocation();
  const id = /^[1-9]\d{0,14}$/.test(address) ? Number(address) : 0;
  const { data, error, refetch } = useEvaluation(id);
  const back = () => navigate('/models/evaluations');
  const absent = id === 0 || (error instanceof ApiProblem && error.code === 'not_found');
  const title = absent
    ? `There is no evaluation ${address}`
    : data === undefined
      ? 'Reading the evaluation'
      : evaluationSentence(data);
  return (
    <div className="page evaluation-page">
      <FirstLine
        actions={
          <Button variant="subtle" color="gray" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={back}>
            Evaluations
          </Button>
        }
      >
        {title}
      </FirstLine>
      {absent ? (
        <EmptyState title="It is not in the list" text="It was deleted, or the address is wrong.">
          <Button onClick={back}>All evaluations</Button>
        </EmptyState>
      ) : data !== undefined ? (
        <>
          <About evaluation={data} />
          {isUnderWay(data.state) ? (
            <EvaluationProgress evaluation={data} />
          ) : data.result === null ? (
            <Ended evaluation={data} />
          ) : (
            <Result result={data.result} />
          )}
        </>
      ) : error !== null ? (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={320} aria-label="Reading the evaluation" />
      )}
    </div>
  );
}
