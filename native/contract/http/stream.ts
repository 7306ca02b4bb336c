import { z } from 'zod';
import { ModelRef } from '../model.ts';
import { ProviderName } from '../provider.ts';
import { Alert } from './alerts.ts';
import { DriftSummary } from './drift.ts';
import { GPU_FIGURES, Gpu } from './system.ts';

const count = z.int().min(0);

/** Figures of the moment, for whoever shows them without asking again. */
const Load = z.object({
  images_per_s: z.number().meta({ description: 'Images answered over the last 10 seconds' }),
  queue_length: count,
});

/** Images since the event before: at most two a second, however many images come. */
export const InferenceNews = Load.extend({
  answered: count.meta({ description: 'Images detected on' }),
  failed: count,
  kept: count.meta({ description: 'Results that came into history' }),
  first_id: z.int().nullable().meta({ description: 'Lowest id of those; null where none was kept' }),
  last_id: z.int().nullable(),
  sources: z.array(z.string().nullable()).max(8).meta({ description: 'Their sources, at most 8 of them' }),
  pictures: count.meta({
    description: 'Thumbnails and pictures that became available, of these results or of earlier ones',
  }),
}).meta({ id: 'InferenceNews' });
export type InferenceNews = z.infer<typeof InferenceNews>;

/** The windows of drift as they are after a check (at most one event a second) or a change. */
export const DriftNews = DriftSummary.extend({
  change: z.enum(['verdict', 'reference', 'reset', 'undo', 'config', 'invalidated']).meta({
    description:
      'verdict: a check; reference: it is complete; reset, undo, config: somebody asked for it; invalidated: the windows begin anew',
  }),
}).meta({ id: 'DriftNews' });
export type DriftNews = z.infer<typeof DriftNews>;

/** An alert whose state has changed, or that was acknowledged or silenced. */
export const AlertNews = Alert.pick({
  id: true,
  name: true,
  severity: true,
  component: true,
  labels: true,
  state: true,
  value: true,
  acknowledged_at: true,
  silenced_until: true,
  inhibited_by: true,
}).meta({ id: 'AlertNews' });
export type AlertNews = z.infer<typeof AlertNews>;

/** The machine, every two seconds. Of the moment only: it has no id and is not repeated to a reader that comes back. */
export const GpuNews = Load.extend({
  uptime_s: z.number().meta({ description: 'Of the console' }),
  sampled_at: z.iso.datetime(),
  gpus: z.array(
    Gpu.pick({
      id: true,
      memory_total_bytes: true,
      memory_used_bytes: true,
      utilization_ratio: true,
      temperature_celsius: true,
      power_w: true,
    }),
  ),
  model_memory_bytes: z.int().nullable().meta({ description: 'What the loaded model holds; null where not known' }),
  troubled: z.array(z.string()).meta({ description: 'Names of the checks of /health that are not well' }),
}).meta({
  id: 'GpuNews',
  description: `Why one of ${GPU_FIGURES.length} figures of a GPU is null stands in /v1/system`,
});
export type GpuNews = z.infer<typeof GpuNews>;

export const ModelNews = z
  .object({
    change: z.enum(['loading', 'loaded', 'load_failed', 'fallback', 'lost', 'restarted', 'given_up']).meta({
      description:
        'fallback: another provider is used than was asked for; lost, restarted, given_up: a detector process of it',
    }),
    model: ModelRef.nullable().meta({ description: 'The one that is in use after this; null while none is' }),
    provider: ProviderName.nullable(),
    reason: z.string().max(500).nullable().meta({ description: 'Why it failed, fell back or was lost' }),
  })
  .meta({ id: 'ModelNews' });
export type ModelNews = z.infer<typeof ModelNews>;

/** Work that goes on beside requests, or has changed what is kept. Progress comes at most once a second. */
export const JobNews = z
  .object({
    kind: z.enum([
      'evaluation',
      'demo',
      'deletion',
      'restoration',
      'hourly_statistics',
      'daily_check',
      'weekly_report',
    ]),
    id: z.int().nullable().meta({ description: 'Number of an evaluation' }),
    state: z.enum(['preparing', 'running', 'finished', 'failed', 'cancelled', 'interrupted']),
    done: count.nullable().meta({ description: 'Images measured, results deleted or brought back' }),
    total: count.nullable(),
  })
  .meta({ id: 'JobNews' });
export type JobNews = z.infer<typeof JobNews>;

/** What a reader has may be out of date: ask for everything anew, then go on with what follows. */
export const ResetNews = z
  .object({
    reason: z.enum(['too_old', 'another_run', 'unknown_id']).meta({
      description:
        'too_old: events since the last id are not kept any more; another_run: the console was started anew since; unknown_id: no event has that id',
    }),
  })
  .meta({ id: 'ResetNews' });
export type ResetNews = z.infer<typeof ResetNews>;

/** Schema of the data of each event, by its name. */
export const STREAM_DATA = {
  inference: InferenceNews,
  drift: DriftNews,
  alert: AlertNews,
  gpu: GpuNews,
  model: ModelNews,
  job: JobNews,
  reset: ResetNews,
} as const;

export type StreamEventName = keyof typeof STREAM_DATA;
export type StreamData<Name extends StreamEventName> = z.infer<(typeof STREAM_DATA)[Name]>;

const event = <Name extends StreamEventName>(name: Name) =>
  z.object({ event: z.literal(name), id: z.string().optional(), data: STREAM_DATA[name] });

export const StreamEvent = z
  .discriminatedUnion('event', [
    event('inference'),
    event('drift'),
    event('alert'),
    event('gpu'),
    event('model'),
    event('job'),
    event('reset'),
  ])
  .meta({ id: 'StreamEvent', description: 'One event of the stream; its data is JSON in one line' });
export type StreamEvent = z.infer<typeof StreamEvent>;

export const StreamQuery = z.strictObject({
  last_event_id: z.string().max(100).optional().meta({
    description: 'Go on after this event; the header Last-Event-ID, which browsers send by themselves, comes first',
  }),
});
export type StreamQuery = z.infer<typeof StreamQuery>;

/** A comment comes this often, so that a reader can tell a silent console from one that has nothing to say. */
export const HEARTBEAT_MS = 5_000;
