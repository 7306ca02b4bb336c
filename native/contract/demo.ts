import { z } from 'zod';

/** What the starter model knows, in the order of its class ids. */
export const PARTS = ['bolt', 'nut', 'washer', 'gear', 'bearing', 'bracket'] as const;
export const Part = z.enum(PARTS);
export type Part = z.infer<typeof Part>;

const weight = z.number().min(0).max(100).default(1);

/** The conditions on the demo line. The defaults are good light, a focused lens and an even mix. */
export const SceneKnobs = z
  .strictObject({
    light: z.number().min(0.02).max(3).default(1).meta({ description: 'Light level; 1 is the lamp as installed' }),
    light_kelvin: z.number().min(2_000).max(12_000).default(5_500).meta({ description: 'Colour of the light' }),
    focus: z.number().min(0).max(10).default(0).meta({ description: 'Blur of the lens, sigma in pixels' }),
    noise: z.number().min(0).max(60).default(3).meta({ description: 'Sensor noise, sigma in grey levels of 255' }),
    belt_speed: z.number().min(0).max(60).default(3).meta({ description: 'Pixels the belt moves during one exposure' }),
    parts: z.number().min(0).max(24).default(5).meta({ description: 'Mean number of parts in a picture' }),
    mix: z
      .strictObject({
        bolt: weight,
        nut: weight,
        washer: weight,
        gear: weight,
        bearing: weight,
        bracket: weight,
      })
      .prefault({})
      .meta({ description: 'Weight of each kind; all zero stands for an even mix' }),
    unknown_part: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({ description: 'Share of parts that are of a seventh kind, which the starter model never saw' }),
    tilt: z.number().min(-30).max(30).default(0).meta({ description: 'Camera tilt in degrees' }),
    jpeg_quality: z.int().min(10).max(100).default(90),
  })
  .meta({ id: 'SceneKnobs' });
export type SceneKnobs = z.infer<typeof SceneKnobs>;

export const DEFAULT_KNOBS: SceneKnobs = SceneKnobs.parse({});
