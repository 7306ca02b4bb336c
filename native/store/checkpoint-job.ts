/** What the store and its checkpoint thread share: places in one Int32Array over shared memory. */
export const STATE = 0;
/** Counts the writes of the store. */
export const WRITES = 1;

export const WorkerState = { starting: 0, running: 1, stopping: 2, ended: 3 } as const;

export interface CheckpointTiming {
  /** A checkpoint is due when the log has this many bytes, ... */
  walBytes: number;
  /** ... or this long after the first write since the last one. */
  intervalMs: number;
  /** How often the log's length is looked at while something waits to be checkpointed. */
  pollMs: number;
  /** A log grown beyond this is cut after the checkpoint, else its space is used again. */
  truncateBytes: number;
}

export interface CheckpointJob extends CheckpointTiming {
  file: string;
  control: SharedArrayBuffer;
}

export const CHECKPOINT_TIMING: CheckpointTiming = {
  walBytes: 4 * 1024 * 1024,
  intervalMs: 30_000,
  pollMs: 250,
  truncateBytes: 32 * 1024 * 1024,
};
