import { z } from 'zod';
import { PROVIDERS, ProviderName } from '../provider.ts';
import { DEFAULT_CONF, DEFAULT_IOU, DEFAULT_MAX_DET } from './detect.ts';

const GIB = 1024 ** 3;
const HOST = /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9._-]*[a-z0-9])?)(:[1-9][0-9]{0,4})?$/i;

/** What a user can set, kept in the data folder. Each field says when a change takes effect. */
export const Settings = z
  .strictObject({
    port: z.int().min(1).max(65_535).default(8000).meta({ description: 'App port; takes effect at the next start' }),
    thresholds: z
      .strictObject({
        conf: z.number().min(0.05).max(1).default(DEFAULT_CONF),
        iou: z.number().min(0).max(1).default(DEFAULT_IOU),
        max_det: z.int().min(1).max(1_000).default(DEFAULT_MAX_DET),
      })
      .prefault({})
      .meta({ description: 'Used where a request states none; takes effect at once' }),
    retention: z
      .strictObject({
        max_age_days: z.number().min(0.01).max(3_650).default(15),
        max_bytes: z
          .int()
          .min(10_000_000)
          .default(10 * GIB),
      })
      .prefault({})
      .meta({ description: 'Results older or beyond this size are removed, pinned ones never; takes effect at once' }),
    keep_images: z
      .boolean()
      .default(true)
      .meta({ description: 'Keep the pictures beside their results; takes effect with the next image' }),
    providers: z
      .array(ProviderName)
      .min(1)
      .refine((order) => new Set(order).size === order.length, 'each provider at most once')
      .default(PROVIDERS.filter((provider) => provider !== 'tensorrt'))
      .meta({ description: 'Execution providers in the order they are tried; takes effect when a model is loaded' }),
    metrics_listener: z
      .strictObject({
        host: z.string().min(1).max(255).nullable().default(null).meta({ description: 'Address; null: there is none' }),
        port: z.int().min(1).max(65_535).default(8001),
        allowed_hosts: z
          .array(z.string().regex(HOST, 'a name or an address, perhaps with a port'))
          .max(32)
          .default([])
          .meta({ description: 'Host names that scrapers may ask under besides the address that they connect to' }),
      })
      .prefault({})
      .meta({
        description:
          'Tells `/metrics` and `/health`, and nothing else, to other machines; takes effect at the next start',
      }),
    goal: z
      .enum(['latency', 'throughput'])
      .default('latency')
      .meta({ description: 'What the processor is divided for; takes effect when a model is loaded' }),
  })
  .meta({ id: 'Settings' });
export type Settings = z.infer<typeof Settings>;

export const MetricsListenerState = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('off') }),
    z.object({ state: z.literal('listening'), url: z.string() }),
    z.object({ state: z.literal('failed'), reason: z.string() }),
  ])
  .meta({
    id: 'MetricsListenerState',
    description: 'The second listener, for scrapers of other machines, as it is now',
  });
export type MetricsListenerState = z.infer<typeof MetricsListenerState>;

export const SettingsResponse = z
  .object({
    settings: Settings,
    listening_port: z.int(),
    metrics_listener: MetricsListenerState,
    restart_needed: z.array(z.string()).meta({ description: 'Fields whose change waits for the next start' }),
    reload_needed: z.array(z.string()).meta({ description: 'Fields whose change waits for the next load of a model' }),
    data_folder: z.object({ path: z.string(), bytes: z.int(), free_bytes: z.int() }),
  })
  .meta({ id: 'SettingsResponse' });
export type SettingsResponse = z.infer<typeof SettingsResponse>;
