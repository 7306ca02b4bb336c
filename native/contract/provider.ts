import { z } from 'zod';

/** Execution providers in the order they are tried by default; TensorRT only when asked for, it compiles for minutes. */
export const PROVIDERS = ['tensorrt', 'cuda', 'directml', 'coreml', 'webgpu', 'cpu'] as const;
export const ProviderName = z.enum(PROVIDERS);
export type ProviderName = z.infer<typeof ProviderName>;

export const ProviderAttempt = z.object({
  provider: ProviderName,
  outcome: z.enum(['used', 'failed', 'slower', 'not_built_in']).meta({
    description:
      'slower: it works, but the CPU is clearly faster; not_built_in: this build of ONNX Runtime has no such provider here',
  }),
  reason: z.string().meta({ description: 'Why it was not used, in the words of the runtime; or how it was proven' }),
});
export type ProviderAttempt = z.infer<typeof ProviderAttempt>;

/** The truth about where a model runs, proven and not merely requested. */
export const ProviderReport = z
  .object({
    requested: z.array(ProviderName).meta({ description: 'The ladder, first choice first' }),
    used: ProviderName.meta({ description: 'The provider the session was created with' }),
    extent: z.enum(['all', 'part', 'none']).meta({
      description: 'How much of the model runs on `used`: all of it (proven by a strict session), part, or nothing',
    }),
    node_share: z
      .record(z.string(), z.number())
      .nullable()
      .meta({ description: 'Where extent is not all: share of executed nodes by provider, from a profiled run' }),
    fallback: z.boolean().meta({ description: 'True when a provider higher on the ladder was tried and failed' }),
    reason: z.string().meta({ description: 'One sentence for people' }),
    attempts: z.array(ProviderAttempt),
  })
  .meta({ id: 'ProviderReport' });
export type ProviderReport = z.infer<typeof ProviderReport>;

export const ThreadMeasurement = z.object({
  threads: z.int(),
  spinning: z.boolean(),
  median_ms: z.number(),
});
export type ThreadMeasurement = z.infer<typeof ThreadMeasurement>;

/** How the CPU is divided: `lanes` detector processes with `threads` threads a session each. */
export const Parallelism = z
  .object({
    lanes: z.int().min(1),
    threads: z.int().min(1),
    spinning: z.boolean(),
    goal: z.enum(['latency', 'throughput']),
    reason: z.string(),
    measurements: z.array(ThreadMeasurement),
  })
  .meta({ id: 'Parallelism' });
export type Parallelism = z.infer<typeof Parallelism>;
