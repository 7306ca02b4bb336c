import './rate.css';
import '../../../components/image-stage/visually-hidden.css';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChartLine, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { useConnection } from '../../../api/queries.ts';
import { formatCount } from '../../../components/format.ts';
import { sparklinePath } from '../../../components/sparkline-path.ts';
import { byMinute, inSteps, type StatusSample, useStatusTrace, watchedMinutes } from '../status-trace.ts';
import { PanelFrame } from './PanelFrame.tsx';

const STEPS = 150;
const FRAME = { width: 300, height: 60 };

/** A round figure that the largest value does not exceed, at least `least`. */
function roundAbove(value: number, least: number): number {
  if (value <= least) return least;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((digit) => digit * power).find((high) => value <= high) ?? value;
}

interface CourseProps {
  title: string;
  unit: string;
  now: string;
  values: readonly (number | null)[];
  /** The least height of the scale. */
  least: number;
}

function Course({ title, unit, now, values, least }: CourseProps) {
  const high = roundAbove(Math.max(0, ...values.map((value) => value ?? 0)), least);
  return (
    <figure className="rate-course">
      <figcaption>
        <span>{title}</span>
        <strong>{now}</strong>
      </figcaption>
      <div className="rate-chart" aria-hidden>
        <span className="rate-high">
          {formatCount(high)} {unit}
        </span>
        <svg viewBox={`0 0 ${FRAME.width} ${FRAME.height}`} preserveAspectRatio="none" aria-hidden="true">
          <path d={`M0 0H${FRAME.width}M0 ${FRAME.height}H${FRAME.width}`} className="rate-grid" />
          <path d={sparklinePath(values, { ...FRAME, low: 0, high })} />
        </svg>
      </div>
    </figure>
  );
}

function Table({ samples, now }: { samples: readonly StatusSample[]; now: number }) {
  return (
    <table className="rate-table">
      <thead>
        <tr>
          <th>Minute</th>
          <th>Images/s</th>
          <th>Longest queue</th>
        </tr>
      </thead>
      <tbody>
        {byMinute(samples, now).map(({ ago, imagesPerS, longestQueue }) => (
          <tr key={ago}>
            <th scope="row">{ago === 0 ? 'The last' : `${ago} min ago`}</th>
            <td>{imagesPerS.toFixed(1)}</td>
            <td>{formatCount(longestQueue)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How many images are answered and how many wait, over the last five minutes. */
export function RatePanel() {
  const samples = useStatusTrace();
  const connection = useConnection();
  const [asTable, setAsTable] = useState(false);
  const now = connection.state === 'connected' ? (samples.at(-1)?.at ?? Date.now()) : Date.now();
  const last = samples.at(-1);
  const minutes = watchedMinutes(samples, now);
  const label = asTable ? 'Show as lines' : 'Show as a table';
  return (
    <PanelFrame
      title="Rate and queue"
      of={minutes === 1 ? 'last minute' : `last ${minutes} minutes`}
      action={
        <Tooltip label={label}>
          <ActionIcon aria-label={label} onClick={() => setAsTable(!asTable)}>
            {asTable ? (
              <IconChartLine size={16} stroke={1.7} aria-hidden />
            ) : (
              <IconTable size={16} stroke={1.7} aria-hidden />
            )}
          </ActionIcon>
        </Tooltip>
      }
    >
      {asTable ? (
        <Table samples={samples} now={now} />
      ) : (
        <div className="rate-courses">
          <Course
            title="Images answered"
            unit="/s"
            now={last === undefined ? '–' : `${last.imagesPerS.toFixed(1)} /s`}
            values={inSteps(samples, { now, minutes, steps: STEPS, figure: ({ imagesPerS }) => imagesPerS })}
            least={1}
          />
          <Course
            title="Images waiting"
            unit=""
            now={last === undefined ? '–' : formatCount(last.queue)}
            values={inSteps(samples, { now, minutes, steps: STEPS, figure: ({ queue }) => queue })}
            least={5}
          />
          <p className="quiet rate-axis" aria-hidden>
            <span>{minutes} min ago</span>
            <span>now</span>
          </p>
        </div>
      )}
    </PanelFrame>
  );
}
