/**
 * Upper bounds in seconds, for every duration alike so that panels can be laid over each other. Dense from 1 ms to 100 ms,
 * where a phase on a GPU and a phase on a CPU differ; up to 10 s, beyond the highest alert threshold of 5 s.
 */
export const LATENCY_BUCKETS: number[] = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.035, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** Scores from the lowest that is kept, 0.05, to 1, in steps of 0.05. */
export const SCORE_BUCKETS: number[] = Array.from({ length: 20 }, (_, index) => (index + 1) / 20);
