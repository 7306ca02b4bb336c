import { z } from 'zod';
import { ErrorData } from '../errors.ts';
import { ModelCard } from '../model.ts';
import { Parallelism, ProviderReport } from '../provider.ts';
import { DriftSummary } from './drift.ts';
import { Check } from './health.ts';

/** Everything the status bar shows, in one small answer that is cheap enough to ask for every second. */
export const ConsoleStatus = z
  .object({
    version: z.string(),
    uptime_s: z.number(),
    data_folder: z.string(),
    model: ModelCard.nullable(),
    provider: ProviderReport.nullable(),
    parallelism: Parallelism.nullable(),
    run_ms: z.number().nullable().meta({ description: 'Median of the bare model run, measured when it was loaded' }),
    loading: z.object({ path: z.string(), since: z.iso.datetime() }).nullable(),
    load_error: ErrorData.nullable().meta({ description: 'Why the last model did not load; null once one has' }),
    queue_length: z.int(),
    queue_limit: z.int(),
    images_per_s: z.number().meta({ description: 'Images answered over the last 10 seconds' }),
    checks: z.array(Check),
    drift: DriftSummary,
    history: z.object({ count: z.int(), bytes: z.int() }),
  })
  .meta({ id: 'ConsoleStatus' });
export type ConsoleStatus = z.infer<typeof ConsoleStatus>;
