import { z } from 'zod';
import { ModelCard, ModelRef, Sidecar } from '../model.ts';
import { Parallelism, ProviderName, ProviderReport } from '../provider.ts';

/** A span of time in which one model answered on one provider. */
export const ModelRun = z
  .object({
    model: ModelRef,
    provider: ProviderName,
    started_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable().meta({ description: 'null while it runs' }),
    load_ms: z.number(),
    images: z.int().meta({ description: 'Images kept in history from this run' }),
  })
  .meta({ id: 'ModelRun' });
export type ModelRun = z.infer<typeof ModelRun>;

export const RegisteredModel = ModelCard.extend({
  first_loaded_at: z.iso.datetime(),
  last_loaded_at: z.iso.datetime(),
  present: z.boolean().meta({ description: 'The file is still where it was loaded from' }),
}).meta({ id: 'RegisteredModel' });
export type RegisteredModel = z.infer<typeof RegisteredModel>;

export const ModelList = z
  .object({
    active: ModelRef.nullable(),
    models: z.array(RegisteredModel),
    starter: z
      .object({ path: z.string() })
      .nullable()
      .meta({ description: 'The model that comes with Vigil; null where this installation has none' }),
    runs: z.array(ModelRun).meta({ description: 'Which model ran when, newest first, at most 100' }),
  })
  .meta({ id: 'ModelList' });
export type ModelList = z.infer<typeof ModelList>;

export const ModelId = z
  .string()
  .regex(/^[0-9a-f]{12}$/, 'must be the 12 hex digits of a model')
  .meta({ example: '695e750a5d57' });

export const LoadModelBody = z
  .union([
    z.strictObject({ path: z.string().min(1).max(4_096), sidecar: Sidecar.optional() }),
    z.strictObject({ id: ModelId, sidecar: Sidecar.optional() }),
  ])
  .meta({
    id: 'LoadModelBody',
    description:
      'A file on this machine, or the id of a model loaded before. By its id a model keeps the sidecar that it was last loaded with, unless another is sent.',
  });
export type LoadModelBody = z.infer<typeof LoadModelBody>;

export const LoadModelResponse = z
  .object({
    model: ModelCard,
    provider: ProviderReport,
    parallelism: Parallelism,
    load_ms: z.number(),
    run_ms: z.number(),
    replaced: ModelRef.nullable(),
  })
  .meta({ id: 'LoadModelResponse' });
export type LoadModelResponse = z.infer<typeof LoadModelResponse>;

export const ProvidersResponse = z
  .object({
    order: z.array(ProviderName).meta({ description: 'The ladder: each is tried once, in this order' }),
    built_in: z.array(ProviderName).meta({ description: 'What this ONNX Runtime has on this platform' }),
    active: ProviderReport.nullable(),
    parallelism: Parallelism.nullable(),
    runtime: z.string().nullable().meta({ description: 'ONNX Runtime version' }),
  })
  .meta({ id: 'ProvidersResponse' });
export type ProvidersResponse = z.infer<typeof ProvidersResponse>;

export const UploadModelQuery = z.strictObject({
  name: z
    .string()
    .max(120)
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._()-]*\.onnx$/u)
    .meta({ description: 'File name, ending in .onnx, without a folder' }),
});
export type UploadModelQuery = z.infer<typeof UploadModelQuery>;

/** What can come with an uploaded model, in a form. */
export const UploadModelForm = z.strictObject({
  sidecar: Sidecar.optional().meta({ description: 'JSON; states what the model file does not say' }),
});
export type UploadModelForm = z.infer<typeof UploadModelForm>;
