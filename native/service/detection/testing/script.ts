import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { ErrorData } from '../../../contract/errors.ts';
import { ProviderName, ThreadMeasurement } from '../../../contract/provider.ts';

/**
 * What a scripted detector does: its "model file" is a ModelScript and its "images" are ImageScripts, as JSON. A gate is
 * the path of a file that is waited for, so that a test decides when things go on.
 */
export const ModelScript = z.object({
  name: z.string(),
  /** Comes back as the height of every result: the model that really ran. */
  number: z.int().default(0),
  gate: z.string().optional(),
  /** One line for every start of a process. */
  startLog: z.string().optional(),
  /** This many starts of the log fail: the process says why and ends. */
  failingStarts: z.int().default(0),
  /** The load is answered by this error, from this start of the log on. */
  refusal: z.object({ error: ErrorData, fromStart: z.int().default(1) }).optional(),
  /** Never answers the load. */
  hangs: z.boolean().default(false),
  /** Used where it is asked for; else the CPU. */
  provider: ProviderName.default('cpu'),
  heartbeat_ms: z.int().default(1_000),
  measurements: z.array(ThreadMeasurement).default([]),
});
export type ModelScript = z.input<typeof ModelScript>;

export const ImageScript = z.object({
  /** Comes back as the width of the result. */
  number: z.int().default(0),
  /** Held while decoding, until the file is there. */
  gate: z.string().optional(),
  /** Stays in decoding for ever, also when cancelled. */
  clings: z.boolean().default(false),
  run_ms: z.int().default(0),
  /** What the run does: ends the process, or never ends itself. */
  run: z.enum(['works', 'crashes', 'hangs']).default('works'),
  /** With `crashes`: only as long as the file is absent, which it makes. */
  crashMark: z.string().optional(),
  /** Blocks the process without a run. */
  freezes: z.boolean().default(false),
  error: ErrorData.optional(),
  /** One line with `number` when its run begins. */
  runLog: z.string().optional(),
  thumbnail: z.enum(['made', 'none', 'never']).default('made'),
});
export type ImageScript = z.input<typeof ImageScript>;

export function imageBytes(script: ImageScript): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(script));
}

export function writeModel(path: string, script: ModelScript): string {
  writeFileSync(path, JSON.stringify(script));
  return path;
}
