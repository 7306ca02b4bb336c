import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import type { ModelCard } from '../../../native/contract/model.ts';
import { isBusy } from './load-job.ts';
import { loadAgain, useLoadJob } from './load-jobs.ts';

/** Says so where another model runs than the one that was expected, and lets it be the one from now on. */
export function StandIn({ card, checks }: { card: ModelCard; checks: ConsoleStatus['checks'] }) {
  const busy = isBusy(useLoadJob());
  const check = checks.find(({ name }) => name === 'model');
  if (check === undefined || check.status === 'ok') return null;
  return (
    <section className="panel stand-in" aria-label="The model that ran last is gone">
      <IconAlertTriangle size={20} stroke={1.7} aria-hidden />
      <span>{check.detail}</span>
      <Button variant="default" disabled={busy} onClick={() => loadAgain(card)}>
        Keep {card.name}
      </Button>
    </section>
  );
}
