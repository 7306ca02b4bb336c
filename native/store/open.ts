import { closeSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CHECKPOINT_TIMING, type CheckpointTiming } from './checkpoint-job.ts';
import { createCheckpointer } from './checkpointer.ts';
import { createClasses } from './classes.ts';
import { fileSize } from './damage.ts';
import { createGuard, explainFailure } from './failures.ts';
import { prepareFolder } from './folder.ts';
import { openHistory, suspectMark } from './history-file.ts';
import { createItemReader } from './history-item.ts';
import { createHistoryQuery } from './history-query.ts';
import { createInferences } from './inferences.ts';
import { lockFolder } from './lock.ts';
import { createModels } from './models.ts';
import { createRetention } from './retention.ts';
import { type Connection, loadSqlite } from './runtime.ts';
import { createSecurityEvents } from './security-events.ts';
import { createSettings } from './settings.ts';
import type { Recovery, Store } from './types.ts';

export interface StoreOptions {
  /** The database refuses to grow beyond this many pages of 4 KiB, with the error of a full disk. */
  maxPages?: number;
  checkpoints?: Partial<CheckpointTiming>;
}

/**
 * Opens `history.db` in `folder`, which is made where it is absent. A damaged file is set aside, see `recovery`.
 *
 * Throws `runtime_unsupported`, `data_folder_unusable` (also for a newer schema) and `data_folder_in_use`.
 */
export function openStore(folder: string, options: StoreOptions = {}): Store {
  const sqlite = loadSqlite();
  const root = resolve(folder);
  prepareFolder(root);
  const lock = lockFolder(sqlite, root);
  try {
    const file = join(root, 'history.db');
    const { db, recovery } = openHistory(sqlite, file, options.maxPages);
    try {
      const timing = { ...CHECKPOINT_TIMING, ...options.checkpoints };
      return assemble(root, file, db, recovery, timing, () => lock.release());
    } catch (thrown) {
      db.close();
      throw thrown;
    }
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

function assemble(
  folder: string,
  file: string,
  db: Connection,
  recovery: Recovery | null,
  timing: CheckpointTiming,
  onClosed: () => void,
): Store {
  const checkpointer = createCheckpointer(file, timing);
  const { read, write, lastWriteError } = createGuard(folder, {
    written: () => checkpointer.written(),
    damaged: () => markSuspect(file),
  });
  const classes = createClasses(db);
  const readItem = createItemReader(db, classes);
  const inferences = createInferences(db, classes, readItem);
  const listInferences = createHistoryQuery(db, classes, readItem);
  const models = createModels(db);
  const securityEvents = createSecurityEvents(db);
  const settings = createSettings(db);
  const retention = createRetention(db);
  try {
    models.endAbandonedRuns();
  } catch (thrown) {
    // A full disk, mostly: history opens for reading all the same, and a later start ends them.
    if (explainFailure(thrown, folder) === null) throw thrown;
  }

  return {
    path: file,
    recovery,
    recordInference: (inference) => write(() => inferences.record(inference)),
    saveThumbnail: (id, webp) => write(() => inferences.saveThumbnail(id, webp)),
    getInference: (id) => read(() => inferences.get(id)),
    getCandidates: (id) => read(() => inferences.getCandidates(id)),
    getThumbnail: (id) => read(() => inferences.getThumbnail(id)),
    listInferences: (query) => read(() => listInferences(query)),
    registerModel: (card, at) => write(() => models.register(card, at)),
    getModel: (id) => read(() => models.get(id)),
    listModels: () => read(() => models.list()),
    beginModelRun: (run) => write(() => models.beginRun(run)),
    endModelRun: (id, at) => write(() => models.endRun(id, at)),
    listModelRuns: (limit) => read(() => models.listRuns(limit)),
    recordSecurityEvent: (event) => write(() => securityEvents.record(event)),
    listSecurityEvents: (limit) => read(() => securityEvents.list(limit)),
    getSetting: (key) => read(() => settings.get(key)),
    putSetting: (key, value) => write(() => settings.put(key, value)),
    applyRetention(policy, now) {
      if (!read(() => retention.isDue(policy, now))) return { deleted_inferences: 0, deleted_thumbnails: 0 };
      return write(() => retention.step(policy, now));
    },
    sizeBytes: () => fileSize(file) + fileSize(`${file}-wal`),
    lastWriteError,
    close() {
      if (!db.open) return;
      checkpointer.close();
      try {
        db.pragma('wal_checkpoint(TRUNCATE)');
      } catch {
        // A full disk: the log stays beside the file and is read at the next start.
      }
      db.close();
      onClosed();
    },
  };
}

function markSuspect(file: string): void {
  try {
    closeSync(openSync(suspectMark(file), 'a', 0o600));
  } catch {}
}
