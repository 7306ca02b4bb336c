import { z } from 'zod';

/** What https://cocodataset.org/#format-data asks of object detection, and the extensions of ours. */
export const CocoFile = z
  .object({
    info: z.object({
      year: z.int(),
      version: z.string(),
      description: z.string(),
      contributor: z.string(),
      date_created: z.iso.datetime(),
      thresholds: z.object({ conf: z.number(), iou: z.number() }).nullable(),
    }),
    licenses: z.array(z.object({ id: z.int(), name: z.string(), url: z.string() })),
    images: z.array(
      z.strictObject({
        id: z.int().min(1),
        width: z.int().min(1),
        height: z.int().min(1),
        file_name: z.string().min(1),
        date_captured: z.iso.datetime(),
        conf: z.number(),
        iou: z.number(),
      }),
    ),
    annotations: z.array(
      z.strictObject({
        id: z.int().min(1),
        image_id: z.int(),
        category_id: z.int().min(1),
        bbox: z.tuple([z.number().min(0), z.number().min(0), z.number().min(0), z.number().min(0)]),
        area: z.number().min(0),
        iscrowd: z.literal(0),
        score: z.number().min(0).max(1),
      }),
    ),
    categories: z.array(z.strictObject({ id: z.int().min(1), name: z.string(), supercategory: z.string() })),
  })
  .refine(({ images }) => new Set(images.map(({ id }) => id)).size === images.length, 'image ids are unique')
  .refine(
    ({ annotations }) => new Set(annotations.map(({ id }) => id)).size === annotations.length,
    'annotation ids are unique',
  )
  .refine(
    ({ images, annotations }) => annotations.every((one) => images.some(({ id }) => id === one.image_id)),
    'every annotation has its image',
  )
  .refine(
    ({ categories, annotations }) => annotations.every((one) => categories.some(({ id }) => id === one.category_id)),
    'every annotation has its category',
  );
