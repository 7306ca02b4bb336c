import { Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { ModelRun } from '../../../native/contract/http/models.ts';
import { formatCount, formatMs, formatSeconds } from '../../components/format.ts';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { PROVIDER_NAMES } from './provider-name.ts';

const FIRST_SHOWN = 8;

const spanOf = ({ started_at, ended_at }: ModelRun): string =>
  ended_at === null ? '' : formatSeconds((Date.parse(ended_at) - Date.parse(started_at)) / 1_000);

function Row({ run }: { run: ModelRun }) {
  return (
    <tr>
      <td>{run.model.name}</td>
      <td>{PROVIDER_NAMES[run.provider]}</td>
      <td>
        <TimeAgo iso={run.started_at} />
      </td>
      <td>
        {run.ended_at === null ? (
          <span className="chosen">
            <IconPlayerPlay size={14} aria-hidden /> running
          </span>
        ) : (
          <TimeAgo iso={run.ended_at} />
        )}
      </td>
      <td className="number">{spanOf(run)}</td>
      <td className="number">{formatMs(run.load_ms)}</td>
      <td className="number">
        {run.images === 0 ? (
          '0'
        ) : (
          <Link
            href={`/history?model=${run.model.id}`}
            aria-label={`${formatCount(run.images)} images of ${run.model.name} in history`}
          >
            {formatCount(run.images)}
          </Link>
        )}
      </td>
    </tr>
  );
}

/** Which model ran when, newest first. */
export function RunsTable({ runs }: { runs: readonly ModelRun[] }) {
  const [all, setAll] = useState(false);
  if (runs.length === 0) return null;
  const shown = all ? runs : runs.slice(0, FIRST_SHOWN);
  return (
    <section className="panel runs" aria-label="Which model ran when">
      <h2>Which ran when</h2>
      <table className="small-table">
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Provider</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col" className="number">
              Ran for
            </th>
            <th scope="col" className="number">
              Load time
            </th>
            <th scope="col" className="number">
              Images kept
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map((run) => (
            <Row key={`${run.model.id} ${run.started_at}`} run={run} />
          ))}
        </tbody>
      </table>
      {runs.length > FIRST_SHOWN && (
        <Button variant="subtle" color="gray" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${runs.length}`}
        </Button>
      )}
    </section>
  );
}
