import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import type { EvaluationSummary } from '../../../native/contract/http/evaluations.ts';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { formatCount } from '../../components/format.ts';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { toastProblem } from '../../components/undo-toast.tsx';
import { isUnderWay } from './evaluation-queries.ts';
import { formatRatio } from './evaluation-words.ts';
import { StateMark } from './StateMark.tsx';

/** Asks before it deletes: what was measured cannot be brought back but by measuring again. */
function DeleteButton({ id, name }: { id: number; name: string }) {
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await call('deleteEvaluation', { params: { id } });
      await client.invalidateQueries({ queryKey: [...KEYS.evaluations, 'list'] });
    } catch (error) {
      toastProblem(error);
      setBusy(false);
      setAsking(false);
    }
  };
  if (!asking)
    return (
      <Tooltip label="Delete">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Delete the evaluation ${name}`}
          onClick={() => setAsking(true)}
        >
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      </Tooltip>
    );
  return (
    <span className="evaluation-confirm">
      <Button size="compact-xs" color="orange" variant="outline" loading={busy} onClick={() => void remove()}>
        Delete for good
      </Button>
      <Button size="compact-xs" variant="default" autoFocus onClick={() => setAsking(false)}>
        Keep
      </Button>
    </span>
  );
}

function Row({ item }: { item: EvaluationSummary }) {
  const { id, name, model, state, started_at, figures, error } = item;
  return (
    <tr>
      <th scope="row">
        <Link href={`/models/evaluations/${id}`}>{name}</Link>
      </th>
      <td>
        {model.name} <span className="quiet">{model.version}</span>
      </td>
      <td>
        <TimeAgo iso={started_at} />
      </td>
      <td className="number">{figures === null ? '–' : formatCount(figures.images)}</td>
      <td className="number">{formatRatio(figures?.map50 ?? null)}</td>
      <td className="number">{formatRatio(figures?.map50_95 ?? null)}</td>
      <td title={error?.detail}>
        <StateMark state={state} />
      </td>
      <td className="evaluation-tools">{!isUnderWay(state) && <DeleteButton id={id} name={name} />}</td>
    </tr>
  );
}

/** What was measured, newest first. */
export function EvaluationTable({ items, more }: { items: readonly EvaluationSummary[]; more: boolean }) {
  return (
    <section className="panel evaluation-section" aria-labelledby="evaluations-title">
      <h2 id="evaluations-title">Evaluations</h2>
      {items.length === 0 ? (
        <p className="quiet">
          None yet. Name a folder of images and their labels above; its mAP, curves and confusion matrix will stand
          here.
        </p>
      ) : (
        <table className="evaluation-table">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Model</th>
              <th scope="col">When</th>
              <th scope="col" className="number">
                Images
              </th>
              <th scope="col" className="number">
                mAP50
              </th>
              <th scope="col" className="number">
                mAP50-95
              </th>
              <th scope="col">State</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </tbody>
        </table>
      )}
      {more && <p className="quiet">The newest 100 are shown. The API lists the others.</p>}
    </section>
  );
}
