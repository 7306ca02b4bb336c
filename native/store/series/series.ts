import { VigilError } from '../../contract/errors.ts';
import type { Guard } from '../failures.ts';
import type { Connection } from '../runtime.ts';
import type { NewInference } from '../types.ts';
import { createBacklog } from './backlog.ts';
import { createGroups } from './groups.ts';
import { createMetricKeys } from './metrics.ts';
import { Pending } from './pending.ts';
import { createSeriesReader } from './reader.ts';
import { resultFigures } from './result-figures.ts';
import type { SeriesRecords } from './types.ts';
import { createWriter } from './writer.ts';

/** How long figures wait to be written together. */
const FLUSH_EVERY_MS = 1_000;

export interface Series extends SeriesRecords {
  /** To be called with each result that is committed. Never throws. */
  addKept(id: number, inference: NewInference): void;
  /** At opening, before anything is recorded: notes what an earlier process has left to do. */
  begin(): void;
  /** Which roll-ups models and sources have, as far as that is kept in memory. */
  cacheSize(): number;
  /** Writes what waits, where that can be done. */
  close(): void;
}

/** `now` answers milliseconds since 1970. */
export function createSeries(db: Connection, { read, write }: Guard, now: () => number): Series {
  const groups = createGroups(db, now);
  const metrics = createMetricKeys(db);
  const writeRollups = createWriter(db, groups, metrics, now);
  const backlog = createBacklog(db, writeRollups);
  const readSeries = createSeriesReader(db, groups, metrics, now);
  const modelOf = db.prepare<[number], string>('SELECT model_id FROM model_runs WHERE id = ?').pluck();
  const setRolled = db.prepare<[number]>('UPDATE series_state SET rolled_id = max(rolled_id, ?)');
  const models = new Map<number, string>();
  const pending = new Pending();
  let flushedAt = now();

  const writeAll = db.transaction(() => {
    writeRollups(pending);
    setRolled.run(pending.lastId);
  });

  /** Keys that were handed out inside a transaction that came to nothing are taken back. */
  function orForget(change: () => void): void {
    try {
      change();
    } catch (thrown) {
      groups.forget();
      metrics.forget();
      throw thrown;
    }
  }

  function flush(): void {
    flushedAt = now();
    if (pending.isEmpty) return;
    write(() => orForget(() => writeAll.immediate()));
    pending.clear();
  }

  /** What cannot be written stays in memory; the store says by `lastWriteError` that it could not. */
  function tryToFlush(): void {
    try {
      flush();
    } catch (thrown) {
      if (!(thrown instanceof VigilError)) throw thrown;
    }
  }

  function modelOfRun(run: number): string | null {
    const known = models.get(run) ?? modelOf.get(run);
    if (known !== undefined) models.set(run, known);
    return known ?? null;
  }

  return {
    addKept(id, { at, model_run_id, source, timings, features }) {
      const origin = { at, model_id: modelOfRun(model_run_id), source };
      pending.addResult(id, origin, resultFigures(timings, features));
      if (Math.abs(now() - flushedAt) >= FLUSH_EVERY_MS) tryToFlush();
    },
    addResult: (origin, figures) => pending.addResult(null, origin, figures),
    addFailure: (origin) => pending.addFailure(origin),
    addSample: (at, values) => pending.addSample({ at, values }),
    flush,
    begin: () => backlog.note(),
    catchUp() {
      if (!read(() => backlog.isDue())) return false;
      write(() => orForget(() => backlog.step()));
      return read(() => backlog.isDue());
    },
    query(span) {
      tryToFlush();
      return read(() => readSeries(span));
    },
    cacheSize: groups.size,
    close: tryToFlush,
  };
}
