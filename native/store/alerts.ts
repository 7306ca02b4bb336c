import type {
  AlertFacts,
  AlertRecords,
  AlertRow,
  NewSilence,
  RuleOverride,
  SilenceChanges,
  SilenceRow,
} from './alert-types.ts';
import type { Connection } from './runtime.ts';

/** Resolved ones beyond this number are of no use to anybody. */
const MOST_RESOLVED = 20_000;
const ENDED_SILENCES_MS = 30 * 24 * 60 * 60_000;

type StoredAlert = Omit<AlertRow, 'labels'> & { labels: string };
type StoredSilence = Pick<SilenceRow, 'id' | 'source' | 'comment' | 'author' | 'starts_at' | 'ends_at'> & {
  matchers: string;
  there_api: string | null;
  there_id: string | null;
  there_ends_at: number | null;
};
interface StoredOverride {
  name: string;
  threshold: number | null;
  for_s: number | null;
  enabled: 0 | 1 | null;
}

const FACTS = [
  ...['rule', 'labels', 'state', 'phase', 'evaluated_at', 'severity', 'component', 'summary', 'description'],
  ...['value', 'comparator', 'threshold', 'unit', 'series', 'runbook'],
  ...['started_at', 'fired_at', 'resolved_at', 'resolved_reason'],
];

const toRow = (stored: StoredAlert): AlertRow => ({ ...stored, labels: JSON.parse(stored.labels) });
const toValues = ({ labels, ...facts }: AlertFacts) => ({ ...facts, labels: sortedText(labels) });

/** The same text for the same labels. */
function sortedText(labels: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** The tables of alerts. Every write is for a transaction of its own. */
export function createAlerts(db: Connection): AlertRecords {
  const selectOpen = db.prepare<[], StoredAlert>(`SELECT * FROM alerts WHERE state <> 'resolved' ORDER BY id`);
  const selectResolved = db.prepare<[number], StoredAlert>(
    `SELECT * FROM alerts WHERE state = 'resolved' ORDER BY id DESC LIMIT ?`,
  );
  const selectOne = db.prepare<[number], StoredAlert>('SELECT * FROM alerts WHERE id = ?');
  const insert = db.prepare<[object]>(
    `INSERT INTO alerts (${FACTS.join(', ')}) VALUES (${FACTS.map((name) => `@${name}`).join(', ')})`,
  );
  const update = db.prepare<[object]>(
    `UPDATE alerts SET ${FACTS.map((name) => `${name} = @${name}`).join(', ')} WHERE id = @id`,
  );
  const remove = db.prepare<[number]>('DELETE FROM alerts WHERE id = ?');
  const prune = db.prepare<[number]>(
    `DELETE FROM alerts WHERE state = 'resolved' AND id <= (
       SELECT id FROM alerts WHERE state = 'resolved' ORDER BY id DESC LIMIT 1 OFFSET ?)`,
  );
  const acknowledge = db.prepare<[number | null, string | null, string | null, number]>(
    'UPDATE alerts SET acknowledged_at = ?, acknowledged_by = ?, comment = ? WHERE id = ?',
  );
  const selectOverrides = db.prepare<[], StoredOverride>('SELECT * FROM alert_rules');
  const upsertOverride = db.prepare<[StoredOverride]>(
    'INSERT OR REPLACE INTO alert_rules (name, threshold, for_s, enabled) VALUES (@name, @threshold, @for_s, @enabled)',
  );
  const deleteOverride = db.prepare<[string]>('DELETE FROM alert_rules WHERE name = ?');
  const selectSilences = db.prepare<[], StoredSilence>('SELECT * FROM silences ORDER BY id DESC');
  const insertSilence = db.prepare<[object]>(
    `INSERT INTO silences (source, matchers, comment, author, starts_at, ends_at, there_api, there_id, there_ends_at)
       VALUES (@source, @matchers, @comment, @author, @starts_at, @ends_at, @there_api, @there_id, @there_ends_at)`,
  );
  const endSilence = db.prepare<[number, number, number]>(
    'UPDATE silences SET ends_at = ? WHERE id = ? AND ends_at > ?',
  );
  const selectSilence = db.prepare<[number], StoredSilence>('SELECT * FROM silences WHERE id = ?');
  const changeSilence = db.prepare<[object]>(
    `UPDATE silences SET comment = @comment, author = @author, ends_at = @ends_at,
       there_api = @there_api, there_id = @there_id, there_ends_at = @there_ends_at WHERE id = @id`,
  );
  const dropSilences = db.prepare<[number]>('DELETE FROM silences WHERE ends_at < ?');

  return {
    open: () => selectOpen.all().map(toRow),
    resolved: (limit) => selectResolved.all(limit).map(toRow),
    get(id) {
      const stored = selectOne.get(id);
      return stored === undefined ? null : toRow(stored);
    },
    keep: db.transaction((alerts: Parameters<AlertRecords['keep']>[0], forgotten: readonly number[]): number[] => {
      for (const id of forgotten) remove.run(id);
      const ids = alerts.map(({ id, facts }) => {
        if (id === null) return Number(insert.run(toValues(facts)).lastInsertRowid);
        update.run({ ...toValues(facts), id });
        return id;
      });
      if (alerts.some(({ facts }) => facts.state === 'resolved')) prune.run(MOST_RESOLVED);
      return ids;
    }),
    acknowledge(id, acknowledgement) {
      const { at = null, by = null, comment = null } = acknowledgement ?? {};
      acknowledge.run(at, by, comment, id);
    },
    overrides: () => new Map(selectOverrides.all().map((stored) => [stored.name, toOverride(stored)])),
    override(name, { threshold = null, for_s = null, enabled = null }) {
      if (threshold === null && for_s === null && enabled === null) deleteOverride.run(name);
      else upsertOverride.run({ name, threshold, for_s, enabled: enabled === null ? null : enabled ? 1 : 0 });
    },
    silences: () => selectSilences.all().map(toSilence),
    addSilence: db.transaction((silence: NewSilence): number => {
      dropSilences.run(silence.starts_at - ENDED_SILENCES_MS);
      return Number(insertSilence.run(silenceValues(silence)).lastInsertRowid);
    }),
    endSilence: (id, at) => endSilence.run(at, id, at).changes > 0,
    changeSilence: db.transaction((id: number, changes: SilenceChanges): void => {
      const stored = selectSilence.get(id);
      if (stored !== undefined) changeSilence.run(silenceValues({ ...toSilence(stored), ...changes }));
    }),
  };
}

function toSilence({ there_api, there_id, there_ends_at, ...stored }: StoredSilence): SilenceRow {
  const there =
    there_api === null || there_id === null ? null : { api: there_api, id: there_id, ends_at: there_ends_at };
  return { ...stored, matchers: JSON.parse(stored.matchers), there };
}

function silenceValues({ matchers, there, ...silence }: NewSilence) {
  const { api = null, id = null, ends_at = null } = there ?? {};
  return { ...silence, matchers: JSON.stringify(matchers), there_api: api, there_id: id, there_ends_at: ends_at };
}

function toOverride({ threshold, for_s, enabled }: StoredOverride): RuleOverride {
  return {
    ...(threshold !== null && { threshold }),
    ...(for_s !== null && { for_s }),
    ...(enabled !== null && { enabled: enabled === 1 }),
  };
}
