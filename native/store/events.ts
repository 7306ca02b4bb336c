import type { EventKind, HistoryEvent } from '../contract/http/events.ts';
import type { Connection } from './runtime.ts';
import { type Parameter, prepareOnce } from './statements.ts';

export interface NewEvent {
  /** Milliseconds since 1970. */
  at: number;
  kind: EventKind;
  /** A sentence for people. */
  title: string;
  /** Must survive JSON. */
  detail: Readonly<Record<string, unknown>>;
}

/** Times in milliseconds since 1970, both inclusive. */
export interface EventFilter {
  from?: number | undefined;
  to?: number | undefined;
  kinds?: readonly EventKind[] | undefined;
  limit: number;
}

export interface Events {
  add(event: NewEvent): number;
  /** Newest first. */
  list(filter: EventFilter): HistoryEvent[];
}

interface EventRow {
  id: number;
  at: number;
  kind: EventKind;
  title: string;
  detail: string;
}

/** More are of no use to anybody; a console that restarts in a loop must not fill the disk with them. */
const MOST_EVENTS = 20_000;
const PRUNED_EVERY = 500;

export function createEvents(db: Connection): Events {
  const insert = db.prepare<[number, string, string, string]>(
    'INSERT INTO events (at, kind, title, detail) VALUES (?, ?, ?, ?)',
  );
  const prune = db.prepare<[number]>('DELETE FROM events WHERE id <= (SELECT max(id) FROM events) - ?');
  const prepared = prepareOnce<EventRow>(db);
  return {
    add({ at, kind, title, detail }) {
      const id = Number(insert.run(at, kind, title, JSON.stringify(detail)).lastInsertRowid);
      if (id % PRUNED_EVERY === 0) prune.run(MOST_EVENTS);
      return id;
    },
    list({ from, to, kinds, limit }) {
      const conditions: string[] = [];
      const parameters: Parameter[] = [];
      if (from !== undefined) {
        conditions.push('at >= ?');
        parameters.push(from);
      }
      if (to !== undefined) {
        conditions.push('at <= ?');
        parameters.push(to);
      }
      if (kinds !== undefined) {
        conditions.push('kind IN (SELECT value FROM json_each(?))');
        parameters.push(JSON.stringify(kinds));
      }
      const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
      return prepared(`SELECT id, at, kind, title, detail FROM events ${where} ORDER BY at DESC, id DESC LIMIT ?`)
        .all(...parameters, limit)
        .map((row) => ({ ...row, at: new Date(row.at).toISOString(), detail: JSON.parse(row.detail) }));
    },
  };
}
