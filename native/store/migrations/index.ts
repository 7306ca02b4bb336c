import type { Migration } from '../migrate.ts';
import { history } from './0001-history.ts';
import { historyActions } from './0002-history-actions.ts';
import { features } from './0004-features.ts';
import { drift } from './0005-drift.ts';

/** Keeps the place of version 3. */
const vacant: Migration = { version: 3, name: 'vacant', up: '' };

/** In order; a released one is never edited, a change of schema is a new file. */
export const MIGRATIONS: readonly Migration[] = [history, historyActions, vacant, features, drift];
