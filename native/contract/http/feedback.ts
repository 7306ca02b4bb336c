import { z } from 'zod';
import { ModelRef } from '../model.ts';

export const FEEDBACK_VERDICTS = ['right', 'wrong', 'missed'] as const;
export const FeedbackVerdict = z.enum(FEEDBACK_VERDICTS);
export type FeedbackVerdict = z.infer<typeof FeedbackVerdict>;

/** What results are asked for by their feedback: a verdict on the whole or on any of its detections. */
export const FeedbackFilter = z.enum([...FEEDBACK_VERDICTS, 'any', 'none']);
export type FeedbackFilter = z.infer<typeof FeedbackFilter>;

const ClassName = z.string().min(1).max(200);

export const FeedbackBody = z
  .strictObject({
    verdict: FeedbackVerdict.nullable().meta({
      description:
        'right, wrong: of one detection, or of all that have no verdict of their own; missed: objects that were overlooked; null takes back what was said of the same detection, of the class missed, or of the whole',
    }),
    detection_index: z.int().min(0).max(100_000).optional().meta({
      description: 'Position in the detections of the result; absent: the whole result',
    }),
    class: ClassName.optional().meta({
      description: 'With missed: the class of what was overlooked. With wrong on a detection: what it really is',
    }),
    count: z.int().min(1).max(1_000).optional().meta({ description: 'With missed: how many, 1 by default' }),
    note: z.string().trim().max(500).optional(),
  })
  .refine(({ verdict, detection_index }) => verdict !== 'missed' || detection_index === undefined, {
    path: ['detection_index'],
    message: 'What was missed has no detection; leave it out',
  })
  .refine(({ verdict, count }) => verdict === 'missed' || count === undefined, {
    path: ['count'],
    message: 'Stands with missed alone',
  })
  .refine(
    ({ verdict, class: name, detection_index }) =>
      name === undefined ||
      verdict === 'missed' ||
      (verdict === null && detection_index === undefined) ||
      (verdict === 'wrong' && detection_index !== undefined),
    { path: ['class'], message: 'Stands with missed, or with wrong on one detection' },
  )
  .meta({ id: 'FeedbackBody' });
export type FeedbackBody = z.infer<typeof FeedbackBody>;

/** One thing said of a result: of the whole, of one detection, or of one class that was missed. */
export const FeedbackMark = z
  .object({
    verdict: FeedbackVerdict,
    detection_index: z.int().nullable().meta({ description: 'null: the whole result, or what was missed' }),
    class: z.string().nullable(),
    count: z.int().meta({ description: 'Objects missed; 1 with the other verdicts' }),
    note: z.string().nullable(),
    at: z.iso.datetime(),
  })
  .meta({ id: 'FeedbackMark' });
export type FeedbackMark = z.infer<typeof FeedbackMark>;

const share = z.number().min(0).max(1);
const count = z.int().min(0);

export const Proportion = z
  .object({
    value: share,
    low: share,
    high: share,
    of: count.meta({ description: 'Objects it is a share of' }),
  })
  .meta({ id: 'Proportion', description: 'A share with its 95 % interval after Wilson' });
export type Proportion = z.infer<typeof Proportion>;

const Observed = z.object({
  right: count,
  wrong: count,
  missed: count,
  precision: Proportion.nullable().meta({ description: 'right / (right + wrong); null without either' }),
  recall: Proportion.nullable().meta({ description: 'right / (right + missed); null without either' }),
});

export const ObservedPrecision = z
  .object({
    model: ModelRef.nullable().meta({ description: 'The model that is loaded; null while there is none' }),
    results: count.meta({ description: 'Its results with feedback' }),
    overall: Observed,
    per_class: z.array(Observed.extend({ class_name: z.string() })).meta({ description: 'By name' }),
  })
  .meta({ id: 'ObservedPrecision', description: 'How right the model was where somebody said so' });
export type ObservedPrecision = z.infer<typeof ObservedPrecision>;
