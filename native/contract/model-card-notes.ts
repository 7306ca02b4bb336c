import { z } from 'zod';

const Sentences = (longest: number) => z.string().trim().min(1).max(longest);

/**
 * What whoever trained a model says of it, for whoever is to trust it: `<model>.card.json` beside `<model>.onnx`. Nothing
 * in it changes how the model is run; that is the sidecar's part. All texts are plain, without markup.
 */
export const ModelCardNotes = z
  .strictObject({
    how_trained: Sentences(2_000).meta({ description: 'How it was made: starting point, length, what was varied' }),
    trained_on: Sentences(2_000).meta({ description: 'Which images and labels, how many, where they come from' }),
    figures: z
      .array(
        z.strictObject({
          condition: Sentences(200).meta({ description: 'What was measured on, such as "clean" or "fog"' }),
          map50: z.number().min(0).max(1).meta({ description: 'Mean average precision at overlap 0.5, 0 to 1' }),
          map50_95: z.number().min(0).max(1).meta({ description: 'The mean over overlaps 0.5 to 0.95, 0 to 1' }),
          images: z.int().min(1).optional().meta({ description: 'How many images it was measured on' }),
        }),
      )
      .max(50)
      .meta({ description: 'Measured quality, one row a condition' }),
    limits: z.array(Sentences(500)).max(20).meta({ description: 'What it is not made for, a sentence each' }),
    licence: Sentences(500).meta({ description: 'Of the weights, and of what they were trained on' }),
  })
  .meta({ id: 'ModelCardNotes' });
export type ModelCardNotes = z.infer<typeof ModelCardNotes>;

/** What GET /v1/models/:id/card answers: most models have no card. */
export const ModelCardAnswer = z
  .object({ notes: ModelCardNotes.nullable().meta({ description: 'null where no card lies beside the model' }) })
  .meta({ id: 'ModelCardAnswer' });
export type ModelCardAnswer = z.infer<typeof ModelCardAnswer>;
