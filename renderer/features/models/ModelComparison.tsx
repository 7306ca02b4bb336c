import './comparison.css';
import { Skeleton, Tooltip } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { ModelRun, RegisteredModel } from '../../../native/contract/http/models.ts';
import { usePace } from '../../api/events.ts';
import { KEYS } from '../../api/queries.ts';
import { formatBytes, formatCount, formatMs, plural } from '../../components/format.ts';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { type ComparedModel, compareModels } from './comparison.ts';
import { SPAN_DAYS, useModelEvaluations, useModelMemory, useModelSpeeds } from './comparison-queries.ts';

const MOST_SHOWN = 12;

const Waiting = () => <Skeleton height={14} width={56} className="comparison-waiting" aria-label="Asking" />;

function Speed({ speed, figure }: { speed: ComparedModel['speed']; figure: 'p50' | 'p95' }) {
  if (speed === undefined) return <Waiting />;
  const ms = speed?.[figure] ?? null;
  if (speed === null || ms === null) {
    return <span title={`No result of the last ${SPAN_DAYS} days`}>–</span>;
  }
  return <span title={`Of ${plural(speed.count, 'result')}, within 1 %`}>{formatMs(ms)}</span>;
}

function Memory({ model: { isActive, memory } }: { model: ComparedModel }) {
  if (!isActive) return <span className="quiet">not loaded</span>;
  if (memory === undefined) return <Waiting />;
  if (memory === null || memory.bytes === null) {
    const reason = memory?.reason ?? 'No detector runs';
    return (
      <Tooltip label={reason}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be in reach of the keyboard */}
        <span className="quiet" tabIndex={0}>
          not known
        </span>
      </Tooltip>
    );
  }
  return (
    <>
      {formatBytes(memory.bytes)} <span className="quiet">{memory.kind === 'gpu' ? 'of the GPU' : 'of the host'}</span>
    </>
  );
}

function Accuracy({ model: { accuracy, isActive } }: { model: ComparedModel }) {
  const figures = accuracy?.figures ?? null;
  if (accuracy === null || figures === null) {
    return (
      <>
        <td className="number">–</td>
        <td className="number">–</td>
        <td className="quiet">{isActive ? <Link href="/models/evaluations">Evaluate it</Link> : 'never evaluated'}</td>
      </>
    );
  }
  return (
    <>
      <td className="number">{figures.map50.toFixed(3)}</td>
      <td className="number">{figures.map50_95.toFixed(3)}</td>
      <td>
        <Link href={`/models/evaluations/${accuracy.id}`}>{accuracy.name}</Link>{' '}
        <span className="quiet">
          {plural(figures.images, 'image')}, <TimeAgo iso={accuracy.started_at} />
        </span>
      </td>
    </>
  );
}

function Row({ model }: { model: ComparedModel }) {
  return (
    <tr>
      <th scope="row">
        <span className="comparison-name" title={model.name}>
          {model.isActive && <IconPlayerPlay size={14} role="img" aria-label="running" />}
          {model.name}
        </span>
      </th>
      <td className="number">{formatCount(model.images)}</td>
      <td className="number">
        <Speed speed={model.speed} figure="p50" />
      </td>
      <td className="number">
        <Speed speed={model.speed} figure="p95" />
      </td>
      <td className="number">
        <Memory model={model} />
      </td>
      <Accuracy model={model} />
    </tr>
  );
}

interface ModelComparisonProps {
  models: readonly RegisteredModel[];
  runs: readonly ModelRun[];
  active: string | null;
}

/** How fast, how large and how right each model is, as far as it was measured here. */
export function ModelComparison({ models, runs, active }: ModelComparisonProps) {
  const shown = [...models].sort((a, b) => Number(b.id === active) - Number(a.id === active)).slice(0, MOST_SHOWN);
  const speeds = useModelSpeeds(shown.map(({ id }) => id));
  const memory = useModelMemory();
  usePace(KEYS.system, ['model'], 1_000);
  usePace([...KEYS.evaluations, 'newest'], ['evaluation'], 2_000);
  const evaluations = useModelEvaluations().data?.items ?? [];
  if (models.length === 0) return null;
  const rows = compareModels({ models: shown, runs, active, speeds, memory, evaluations });
  return (
    <section className="panel comparison" aria-labelledby="comparison-title">
      <h2 id="comparison-title">Measured here</h2>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col" className="number">
              Images kept
            </th>
            <th scope="col" className="number" title={`The run of the model alone, over the last ${SPAN_DAYS} days`}>
              Run, median
            </th>
            <th scope="col" className="number">
              p95
            </th>
            <th scope="col" className="number">
              Memory
            </th>
            <th scope="col" className="number">
              mAP50
            </th>
            <th scope="col" className="number">
              mAP50-95
            </th>
            <th scope="col">Measured on</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((model) => (
            <Row key={model.id} model={model} />
          ))}
        </tbody>
      </table>
      {models.length > MOST_SHOWN && (
        <p className="quiet">
          The {MOST_SHOWN} loaded last of {formatCount(models.length)}.
        </p>
      )}
    </section>
  );
}
