import { z } from 'zod';

/**
 * Figures of the pixels alone, of the upright picture without any letterbox, over a grid of at most 128 points along the
 * longer side. Luma is that of Rec. 601, 0 to 255.
 */
export const PixelFeatures = z.object({
  brightness: z.number().meta({ description: 'Mean luma, 0 (black) to 255 (white)' }),
  contrast: z.number().meta({ description: 'Standard deviation of luma' }),
  sharpness: z
    .number()
    .meta({ description: 'Variance of the Laplacian of luma, at the scale of 640 pixels along the longer side' }),
  saturation: z.number().meta({ description: 'Mean HSV saturation, 0 (grey) to 1' }),
});
export type PixelFeatures = z.infer<typeof PixelFeatures>;

const nullable = (name: keyof PixelFeatures) => {
  const { description } = PixelFeatures.shape[name].meta() ?? {};
  return PixelFeatures.shape[name].nullable().meta({ description: `${description}; null where it was not measured` });
};

/** Figures of the detections of one image under the thresholds it was answered with. */
export const DetectionFeatures = z.object({
  detections: z.int(),
  confidence: z.number().nullable().meta({ description: 'Mean score of the detections; null when there is none' }),
  max_confidence: z.number().nullable().meta({ description: 'Best score; null when there is none' }),
  mean_box_area: z
    .number()
    .nullable()
    .meta({ description: 'Mean share of the image that a box covers, 0 to 1; null when there is none' }),
  dominant_class: z
    .string()
    .nullable()
    .meta({ description: 'Class of most detections (ties: the greater sum of scores, then the name); null when none' }),
  class_counts: z.record(z.string(), z.int()).meta({ description: 'Detections by class name' }),
});
export type DetectionFeatures = z.infer<typeof DetectionFeatures>;

/** As the API answers them. */
export const Features = z
  .object({
    brightness: nullable('brightness'),
    contrast: nullable('contrast'),
    sharpness: nullable('sharpness'),
    saturation: nullable('saturation'),
    ...DetectionFeatures.shape,
    embedding_distance: z.number().nullable().meta({
      description: 'Cosine distance to the mean embedding of the reference, 0 to 2; null without a reference',
    }),
  })
  .meta({ id: 'Features', description: 'Figures of the image and its detections that drift is watched on' });
export type Features = z.infer<typeof Features>;

/** What drift is watched on, of one image. A null is a missing value, never a zero. */
export const ImageFeatures = z.object({
  brightness: PixelFeatures.shape.brightness.nullable(),
  contrast: PixelFeatures.shape.contrast.nullable(),
  sharpness: PixelFeatures.shape.sharpness.nullable(),
  saturation: PixelFeatures.shape.saturation.nullable(),
  width: z.int(),
  height: z.int(),
  detections: z.int(),
  mean_confidence: z.number().nullable(),
  max_confidence: z.number().nullable(),
  mean_box_area: z.number().nullable(),
  dominant_class: z.string().nullable(),
  class_counts: z.record(z.string(), z.int()),
});
export type ImageFeatures = z.infer<typeof ImageFeatures>;

/** The features of an answered image (an `ImageResult` or a `HistoryItem`) in the form that drift takes. */
export function toImageFeatures(image: { width: number; height: number; features: Features }): ImageFeatures {
  const { confidence, embedding_distance: _, ...features } = image.features;
  return { ...features, width: image.width, height: image.height, mean_confidence: confidence };
}

/** Images as columns, oldest first: position `i` of every column is one image. */
export interface ImageSamples {
  /** Numbers of the results in history. */
  ids: number[];
  /** Milliseconds since 1970. */
  created_at: number[];
  /** Each load of a model is a run of its own. */
  model_run_ids: number[];
  /** Thresholds of the answer, which its detections depend on. */
  conf: number[];
  iou: number[];
  features: { [Name in keyof ImageFeatures]: ImageFeatures[Name][] };
  /** One length for one model; null where none was taken. */
  embeddings: (Float32Array | null)[];
}

/** No embedding has more numbers. */
export const MAX_EMBEDDING_LENGTH = 512;

/** What the embeddings of a model are: its own deepest feature map, or a descriptor of the picture in its place. */
export const EmbeddingInfo = z
  .discriminatedUnion('source', [
    z.object({
      source: z.literal('model'),
      tensor: z.string().meta({ description: 'The feature map, by its name in the file' }),
      length: z.int().min(1).max(MAX_EMBEDDING_LENGTH),
    }),
    z.object({
      source: z.literal('descriptor'),
      length: z.int().min(1).max(MAX_EMBEDDING_LENGTH),
      reason: z.string().meta({ description: 'Why it is not the model’s own' }),
    }),
  ])
  .meta({ id: 'EmbeddingInfo' });
export type EmbeddingInfo = z.infer<typeof EmbeddingInfo>;
