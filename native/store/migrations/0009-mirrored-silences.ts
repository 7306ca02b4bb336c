import type { Migration } from '../migrate.ts';

/**
 * Silences that an Alertmanager knows as well. One that was made there has its matchers as that one states them. `there_id`
 * is its name at the address `there_api`, `there_ends_at` when it ends there as far as we know, null once it is over there.
 */
export const mirroredSilences: Migration = {
  version: 9,
  name: 'mirrored silences',
  up: `
    ALTER TABLE silences ADD COLUMN source TEXT NOT NULL DEFAULT 'vigil' CHECK (source IN ('vigil', 'alertmanager'));
    ALTER TABLE silences ADD COLUMN there_api TEXT;
    ALTER TABLE silences ADD COLUMN there_id TEXT;
    ALTER TABLE silences ADD COLUMN there_ends_at INTEGER;
    CREATE UNIQUE INDEX silences_there ON silences (there_id) WHERE there_id IS NOT NULL;
  `,
};
