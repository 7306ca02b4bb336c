import type { NewNotice, Notice, OpenNotice, OutboxRecords } from './outbox-types.ts';
import type { Connection } from './runtime.ts';

const KEPT_MS = 90 * 24 * 60 * 60_000;

type Stored = Omit<Notice, 'alert'> & { alert: string };
type StoredState = Omit<ReturnType<OutboxRecords['states']>[number], 'waiting'>;

/** The tables of notifications. Every write is for a transaction of its own. */
export function createOutbox(db: Connection): OutboxRecords {
  const insert = db.prepare<[object]>(
    `INSERT OR IGNORE INTO outbox (channel, alert_id, alert_key, kind, alert, state, created_at, due_at)
       VALUES (@channel, @alert_id, @alert_key, @kind, @alert, 'waiting', @created_at, @due_at)`,
  );
  const close = db.prepare<[number, string]>(
    `UPDATE outbox SET is_over = 1 WHERE alert_id = ? AND channel = ? AND kind = 'firing'`,
  );
  const prune = db.prepare<[number]>(
    `DELETE FROM outbox WHERE state <> 'waiting' AND ended_at < ? AND (kind = 'resolved' OR is_over = 1)`,
  );
  const selectOpen = db.prepare<[], OpenNotice>(
    `SELECT id, channel, state, attempts, alert_key, alert_id FROM outbox
       WHERE kind = 'firing' AND is_over = 0 ORDER BY id`,
  );
  const selectWaiting = db.prepare<[string], Stored>(
    `SELECT id, channel, alert_key, kind, alert, state, message, attempts, created_at, due_at FROM outbox AS notice
       WHERE channel = ? AND state = 'waiting' AND (kind = 'firing' OR NOT EXISTS (
         SELECT 1 FROM outbox AS beginning WHERE beginning.alert_id = notice.alert_id
           AND beginning.channel = notice.channel AND beginning.kind = 'firing' AND beginning.state = 'waiting'))
       ORDER BY id`,
  );
  const selectTold = db
    .prepare<[string, string], number | null>(
      `SELECT max(ended_at) FROM outbox WHERE channel = ? AND alert_key = ? AND kind = 'firing' AND state = 'sent'`,
    )
    .pluck();
  const assign = db.prepare<[string, number]>('UPDATE outbox SET message = ?, attempts = attempts + 1 WHERE id = ?');
  const markSent = db.prepare<[number, number]>(`UPDATE outbox SET state = 'sent', ended_at = ? WHERE id = ?`);
  const putOff = db.prepare<[number, number]>('UPDATE outbox SET due_at = ? WHERE id = ?');
  const giveUp = db.prepare<[number, number]>(
    `UPDATE outbox SET state = 'given_up', ended_at = ?, is_over = 1 WHERE id = ?`,
  );
  // Who was never told of a beginning needs no end.
  const dropEnd = db.prepare<[number]>(
    `DELETE FROM outbox WHERE kind = 'resolved' AND state = 'waiting' AND EXISTS (
       SELECT 1 FROM outbox AS beginning WHERE beginning.id = ? AND beginning.kind = 'firing'
         AND beginning.alert_id = outbox.alert_id AND beginning.channel = outbox.channel)`,
  );
  const remove = db.prepare<[number]>(`DELETE FROM outbox WHERE id = ? AND state = 'waiting'`);
  const hurry = db.prepare<[number, string]>(`UPDATE outbox SET due_at = ? WHERE channel = ? AND state = 'waiting'`);
  const succeed = db.prepare<[string, number]>(
    `INSERT INTO channel_states (channel, succeeded_at) VALUES (?, ?)
       ON CONFLICT (channel) DO UPDATE SET succeeded_at = excluded.succeeded_at`,
  );
  const fail = db.prepare<[string, number, string]>(
    `INSERT INTO channel_states (channel, failed_at, error) VALUES (?, ?, ?)
       ON CONFLICT (channel) DO UPDATE SET failed_at = excluded.failed_at, error = excluded.error`,
  );
  const selectStates = db.prepare<[], StoredState>('SELECT * FROM channel_states');
  const selectCounts = db.prepare<[], { channel: string; waiting: number }>(
    `SELECT channel, count(*) AS waiting FROM outbox WHERE state = 'waiting' GROUP BY channel`,
  );
  const mark: OutboxRecords['mark'] = (channel, error, at) => {
    if (error === null) succeed.run(channel, at);
    else fail.run(channel, at, error);
  };

  return {
    add: db.transaction((notices: readonly NewNotice[], at: number) => {
      for (const { alert, ...notice } of notices) {
        insert.run({ ...notice, alert_id: alert.id, alert: JSON.stringify(alert), created_at: at });
        if (notice.kind === 'resolved') close.run(alert.id, notice.channel);
      }
      prune.run(at - KEPT_MS);
    }),
    open: () => selectOpen.all(),
    waiting: (channel) => selectWaiting.all(channel).map((stored) => ({ ...stored, alert: JSON.parse(stored.alert) })),
    toldAt: (channel, alertKey) => selectTold.get(channel, alertKey) ?? null,
    assign: db.transaction((ids: readonly number[], message: string) => {
      for (const id of ids) assign.run(message, id);
    }),
    sent: db.transaction((ids: readonly number[], channel: string, at: number) => {
      for (const id of ids) markSent.run(at, id);
      succeed.run(channel, at);
    }),
    failed: db.transaction((...[ids, channel, error, at, dueAt]: Parameters<OutboxRecords['failed']>) => {
      for (const id of ids) {
        if (dueAt === null) {
          giveUp.run(at, id);
          dropEnd.run(id);
        } else putOff.run(dueAt, id);
      }
      fail.run(channel, at, error);
    }),
    withdraw: db.transaction((ids: readonly number[]) => {
      for (const id of ids) {
        dropEnd.run(id);
        remove.run(id);
      }
    }),
    hurry: (channel, at) => void hurry.run(at, channel),
    mark,
    states() {
      const counts = new Map(selectCounts.all().map(({ channel, waiting }) => [channel, waiting]));
      const known = selectStates.all();
      for (const channel of counts.keys()) {
        if (known.some((state) => state.channel === channel)) continue;
        known.push({ channel, succeeded_at: null, failed_at: null, error: null });
      }
      return known.map((state) => ({ ...state, waiting: counts.get(state.channel) ?? 0 }));
    },
  };
}
