import { z } from 'zod';
import { ModelRef } from '../model.ts';
import { ProviderName, ProviderReport } from '../provider.ts';

export const Check = z.object({
  name: z.enum(['model', 'detector', 'queue', 'store']),
  status: z.enum(['ok', 'degraded', 'failed']),
  detail: z.string(),
});
export type Check = z.infer<typeof Check>;

export const Health = z
  .object({
    status: z.enum(['ok', 'degraded']).meta({ description: 'ok: every check is ok' }),
    version: z.string(),
    uptime_s: z.number(),
    model: ModelRef.extend({
      provider: ProviderName,
      provider_extent: ProviderReport.shape.extent,
      provider_reason: z.string(),
    }).nullable(),
    checks: z.array(Check),
  })
  .meta({ id: 'Health', description: 'Answered with 503 when images cannot be served' });
export type Health = z.infer<typeof Health>;

export const Live = z.object({ status: z.literal('ok') }).meta({ id: 'Live' });
