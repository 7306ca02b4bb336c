import { workerData } from 'node:worker_threads';
import { type CheckpointJob, STATE, WorkerState, WRITES } from './checkpoint-job.ts';
import { loadSqlite } from './runtime.ts';

/** Enough to catch up with a store that pauses between writes; one that never does comes to its own checkpoint. */
const PASSES = 3;

/**
 * The thread that moves the write-ahead log into the database file, with all the fsync calls that takes. It has nothing
 * but this loop: it sleeps inside Atomics.wait, so an idle console has an idle thread.
 */
const job: CheckpointJob = workerData;
const control = new Int32Array(job.control);

/** Sleeps, or ends the sleep early because the store is closing. */
function sleep(ms: number): void {
  Atomics.wait(control, STATE, WorkerState.running, ms);
}

function running(): boolean {
  return Atomics.load(control, STATE) === WorkerState.running;
}

function run(): void {
  const db = new (loadSqlite())(job.file, { timeout: 1_000 });
  try {
    db.pragma('synchronous = NORMAL');
    db.pragma('wal_autocheckpoint = 0');
    const pageSize = Number(db.pragma('page_size', { simple: true }));
    let seen = 0;
    while (running()) {
      Atomics.wait(control, WRITES, seen);
      const since = Date.now();
      while (running() && pendingBytes() < job.walBytes && Date.now() - since < job.intervalMs) sleep(job.pollMs);
      if (!running()) break;
      const counted = Atomics.load(control, WRITES);
      try {
        checkpoint();
        seen = counted;
      } catch {
        // A full disk or a stranger's lock; the log keeps everything, so the next round may do it.
        sleep(job.intervalMs);
      }
    }

    function pendingBytes(): number {
      const { log, checkpointed } = walPages('NOOP');
      return (log - checkpointed) * pageSize;
    }

    function walPages(mode: 'NOOP' | 'PASSIVE' | 'TRUNCATE'): { log: number; checkpointed: number } {
      const [row] = db.prepare<[], { log: number; checkpointed: number }>(`PRAGMA wal_checkpoint(${mode})`).all();
      return row ?? { log: 0, checkpointed: 0 };
    }

    function checkpoint(): void {
      // The store goes on writing meanwhile; each pass has less left to do, and only a complete one frees the log.
      for (let pass = 0; pass < PASSES && pendingBytes() > 0; pass++) walPages('PASSIVE');
      if (pendingBytes() > 0) return;
      // Everything is in the file already, so this only cuts the log and holds writers up for microseconds.
      if (walPages('NOOP').log * pageSize > job.truncateBytes) walPages('TRUNCATE');
      // The first write after a complete checkpoint begins the log anew and fsyncs its header. It is done here, by
      // writing the version that stands there, so that it does not fall to the thread that serves requests.
      db.pragma(`user_version = ${Number(db.pragma('user_version', { simple: true }))}`);
    }
  } finally {
    db.close();
  }
}

if (Atomics.compareExchange(control, STATE, WorkerState.starting, WorkerState.running) === WorkerState.starting) {
  try {
    run();
  } finally {
    Atomics.store(control, STATE, WorkerState.ended);
    Atomics.notify(control, STATE);
  }
}
