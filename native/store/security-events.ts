import type { SecurityEvent } from '../contract/http/history.ts';
import type { Connection } from './runtime.ts';

/** Requests that were turned away. */
export interface SecurityEvents {
  record(event: SecurityEvent): void;
  /** Newest first. */
  list(limit: number): SecurityEvent[];
}

type EventRow = Omit<SecurityEvent, 'at'> & { at: number };

export function createSecurityEvents(db: Connection): SecurityEvents {
  const insert = db.prepare<[number, string, number, string, string, string]>(
    'INSERT INTO security_events (at, kind, risk, request_id, remote, detail) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const select = db.prepare<[number], EventRow>(
    'SELECT at, kind, risk, request_id, remote, detail FROM security_events ORDER BY at DESC, id DESC LIMIT ?',
  );
  return {
    record({ at, kind, risk, request_id, remote, detail }) {
      insert.run(Date.parse(at), kind, risk, request_id, remote, detail);
    },
    list: (limit) => select.all(limit).map((row) => ({ ...row, at: new Date(row.at).toISOString() })),
  };
}
