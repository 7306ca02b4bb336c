/** One series of a metric at one moment, as `/metrics` shows it: `inference_latency_seconds_bucket` with its `le`, say. */
export interface Figure {
  name: string;
  labels: Readonly<Record<string, string>>;
  value: number;
}

/** What was read of the registry at one moment. A series that is not in it has no value then, which is not 0. */
export interface FigureSnapshot {
  /** Milliseconds since 1970. */
  at: number;
  figures: readonly Figure[];
}
