import { z } from 'zod';
import { EmbeddingInfo } from './features.ts';

/** How the output tensor is laid out; one file in detector/heads each. */
export const LAYOUTS = ['yolov5', 'yolov8', 'yolox', 'end2end', 'nms'] as const;
export const Layout = z.enum(LAYOUTS).meta({
  description:
    'yolov5: [1,N,5+C]; yolov8 (also v9, v11, v12): [1,4+C,N]; yolox: raw grid [1,N,5+C]; end2end (v10, v26): [1,N,6]; nms: [n,7]',
});
export type Layout = z.infer<typeof Layout>;

/** How an image becomes the input tensor: canvas placement, channel order and scale follow the family's convention. */
export const Preprocess = z.enum(['ultralytics', 'yolox']);
export type Preprocess = z.infer<typeof Preprocess>;

/** Where a fact about the model came from. */
export const FactSource = z.enum(['sidecar', 'metadata', 'shape', 'default']);
export type FactSource = z.infer<typeof FactSource>;

/**
 * The sidecar file: `<model>.vigil.json` beside `<model>.onnx`, or `{"sidecar": {...}}` when loading. It states what the
 * model file does not say, or overrides it. Every field is optional.
 */
export const Sidecar = z
  .strictObject({
    name: z.string().min(1).max(100).optional(),
    version: z.string().min(1).max(50).optional(),
    layout: Layout.optional(),
    preprocess: Preprocess.optional(),
    input_size: z
      .tuple([z.int().min(32).max(8192), z.int().min(32).max(8192)])
      .optional()
      .meta({ description: 'height, width in pixels; needed only when the model leaves them free and states none' }),
    names: z.array(z.string().min(1).max(100)).min(1).max(65_535).optional(),
    licence: z.string().max(200).optional(),
  })
  .meta({ id: 'Sidecar' });
export type Sidecar = z.infer<typeof Sidecar>;

export const ModelRef = z.object({
  id: z.string().meta({ description: 'The first 12 hex digits of the SHA-256 of the file' }),
  name: z.string(),
  version: z.string(),
});
export type ModelRef = z.infer<typeof ModelRef>;

export const ModelCard = ModelRef.extend({
  path: z.string(),
  size_bytes: z.int(),
  sha256: z.string(),
  layout: Layout,
  layout_source: FactSource,
  layout_reason: z.string().meta({ description: 'What was seen in the file that led to this layout' }),
  preprocess: Preprocess,
  input: z.object({
    name: z.string(),
    dtype: z.enum(['float32', 'float16']),
    height: z.int(),
    width: z.int(),
    dynamic: z.boolean().meta({ description: 'The file leaves height and width free' }),
    size_source: FactSource,
  }),
  output: z.object({ name: z.string(), dtype: z.enum(['float32', 'float16']), shape: z.array(z.int().nullable()) }),
  classes: z.array(z.string()),
  classes_source: FactSource,
  embedding: EmbeddingInfo.nullable().meta({ description: 'null where a Vigil that took none loaded it last' }),
  metadata: z.record(z.string(), z.string()).meta({ description: "The file's own metadata, long values cut" }),
  licence: z.string().nullable(),
}).meta({ id: 'ModelCard' });
export type ModelCard = z.infer<typeof ModelCard>;
