import './kpi.css';
import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { memo } from 'react';
import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import { useModels } from '../../api/queries.ts';
import { Sparkline } from '../../components/Sparkline.tsx';
import { useSystem, useTraffic } from '../system/use-system.ts';
import { useAvailability } from './availability.ts';
import { type Kpi, kpisOf } from './kpi.ts';
import { useLatest } from './latest-results.ts';
import { inSteps, useStatusTrace, watchedMinutes } from './status-trace.ts';

const icon = { size: 13, stroke: 2, 'aria-hidden': true } as const;

function Target({ target }: { target: NonNullable<Kpi['target']> }) {
  return (
    <dd className="kpi-target" data-met={target.met}>
      {target.met ? <IconCheck {...icon} /> : <IconAlertTriangle {...icon} />}
      {target.words}
    </dd>
  );
}

/** The rate over the last five minutes, behind its figure. */
function RateCourse() {
  const samples = useStatusTrace();
  const now = samples.at(-1)?.at ?? 0;
  const minutes = watchedMinutes(samples, now);
  const values = inSteps(samples, { now, minutes, steps: 75, figure: ({ imagesPerS }) => imagesPerS });
  return <Sparkline values={values} low={0} high={Math.max(1, ...values.map((value) => value ?? 0))} />;
}

const sameWords = ({ kpi: a }: { kpi: Kpi }, { kpi: b }: { kpi: Kpi }) =>
  a.value === b.value && a.of === b.of && a.label === b.label && a.tip === b.tip && a.target?.words === b.target?.words;

const Tile = memo(function Tile({ kpi: { id, label, value, of, target, tip } }: { kpi: Kpi }) {
  return (
    <Tooltip label={tip}>
      <div className="panel kpi" data-kpi={id}>
        <dt>{label}</dt>
        <dd className="kpi-value">{value}</dd>
        <dd className="quiet kpi-of">{of}</dd>
        {target !== null && <Target target={target} />}
        {id === 'rate' && (
          <dd className="kpi-course" aria-hidden>
            <RateCourse />
          </dd>
        )}
      </div>
    </Tooltip>
  );
}, sameWords);

/** The figures of the console beside what they are held against. */
export function KpiStrip({ status }: { status: ConsoleStatus }) {
  const latest = useLatest().data ?? [];
  const runs = useModels().data?.runs ?? [];
  const run = runs.find(({ ended_at, model }) => ended_at === null && model.id === status.model?.id) ?? null;
  const traffic = useTraffic().data;
  const memory = useSystem().data?.model_memory;
  const availability = useAvailability();
  return (
    <dl className="kpis" aria-label="Figures and their targets">
      {kpisOf({ status, latest, run, traffic, memory, availability }).map((kpi) => (
        <Tile key={kpi.id} kpi={kpi} />
      ))}
    </dl>
  );
}
