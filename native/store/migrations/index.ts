import type { Migration } from '../migrate.ts';
import { history } from './0001-history.ts';
import { historyActions } from './0002-history-actions.ts';
import { evaluations } from './0003-evaluations.ts';
import { features } from './0004-features.ts';
import { drift } from './0005-drift.ts';
import { series } from './0006-series.ts';
import { alerts } from './0007-alerts.ts';
import { outbox } from './0008-outbox.ts';
import { mirroredSilences } from './0009-mirrored-silences.ts';

/** In order; a released one is never edited, a change of schema is a new file. */
export const MIGRATIONS: readonly Migration[] = [
  history,
  historyActions,
  evaluations,
  features,
  drift,
  series,
  alerts,
  outbox,
  mirroredSilences,
];
