import { z } from 'zod';

/** The detector keeps nothing below this score, so no threshold can be set lower afterwards. */
export const CANDIDATE_FLOOR = 0.05;
/** The detector keeps at most this many candidates of one image, best first. */
export const MAX_CANDIDATES = 1_000;

/**
 * Everything the model proposed for one image, before non-maximum suppression, best score first.
 *
 * Packed into typed arrays because it crosses a process boundary and is stored for every image: `boxes` holds four
 * numbers a candidate, `[x1, y1, x2, y2]` in pixels of the upright original image, origin top left, not clipped.
 */
export const Candidates = z.object({
  class_ids: z.instanceof(Uint16Array),
  scores: z.instanceof(Float32Array),
  boxes: z.instanceof(Float32Array),
  /** True when the model has already selected among overlapping boxes, so that no suppression must be applied again. */
  suppressed: z.boolean(),
});
export type Candidates = z.infer<typeof Candidates>;

/** Corners in pixels of the upright original image: x1, y1, x2, y2. */
export const Box = z.tuple([z.number(), z.number(), z.number(), z.number()]).meta({
  description: 'x1, y1, x2, y2 in pixels of the image after EXIF orientation, origin top left',
});
export type Box = z.infer<typeof Box>;

export const Detection = z
  .object({
    class_id: z.int().min(0),
    class_name: z.string(),
    score: z.number().min(0).max(1),
    box: Box,
  })
  .meta({ id: 'Detection' });
export type Detection = z.infer<typeof Detection>;
