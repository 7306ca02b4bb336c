import { z } from 'zod';
import { ErrorData } from '../errors.ts';
import { ModelRef } from '../model.ts';
import { ProviderName } from '../provider.ts';

const share = z.number().min(0).max(1);
const count = z.int().min(0);
const LocalPath = z.string().min(1).max(4_096);

/** The labelled images of an evaluation; one kind so far, told apart by `type` so that others can stand beside it. */
export const EvaluationSource = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('folder'),
      images: z.string().meta({ description: 'Folder of images on the machine of the console' }),
      labels: z.string().meta({ description: 'Folder of YOLO label files, or a COCO annotation file (.json)' }),
    }),
  ])
  .meta({ id: 'EvaluationSource' });
export type EvaluationSource = z.infer<typeof EvaluationSource>;

export const StartEvaluationBody = z
  .strictObject({
    images: LocalPath.meta({ description: 'Absolute path of a folder on the machine of the console' }),
    labels: LocalPath.meta({
      description: 'Absolute path of a folder of YOLO label files, or of a COCO annotation file (.json)',
    }),
    conf: z.number().min(0.001).max(1).optional().meta({
      description:
        'Score from which a detection counts for precision, recall, F1 and the confusion matrix; default: as in the settings',
    }),
    iou: share.optional().meta({
      description:
        'Overlap above which the worse of two boxes of one class is dropped there; default: as in the settings',
    }),
    name: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'Default: the name of the folder of images' }),
  })
  .meta({ id: 'StartEvaluationBody' });
export type StartEvaluationBody = z.infer<typeof StartEvaluationBody>;

export const EvaluationRef = z.object({ id: z.int() }).meta({ id: 'EvaluationRef' });

/**
 *   preparing ──▶ running ──▶ finished
 *       │            ├──────▶ failed, cancelled
 *       └────────────┴──────▶ interrupted: the console ended meanwhile
 */
export const EVALUATION_STATES = ['preparing', 'running', 'finished', 'failed', 'cancelled', 'interrupted'] as const;
export const EvaluationState = z.enum(EVALUATION_STATES).meta({
  description: 'preparing: labels are read; interrupted: the console ended meanwhile; preparing and running go on',
});
export type EvaluationState = z.infer<typeof EvaluationState>;

/** Counts at one score threshold, IoU 0.50. Ratios are null where they would divide by 0. */
const Counts = z.object({
  tp: count.meta({ description: 'Predictions that found an object' }),
  fp: count.meta({ description: 'Predictions that found none' }),
  fn: count.meta({ description: 'Objects that no prediction found' }),
  precision: share.nullable().meta({ description: 'tp / (tp + fp)' }),
  recall: share.nullable().meta({ description: 'tp / (tp + fn)' }),
  f1: share.nullable().meta({ description: '2 tp / (2 tp + fp + fn)' }),
});

export const BestThreshold = z
  .object({ conf: share, f1: share, precision: share, recall: share })
  .meta({ id: 'BestThreshold', description: 'The score threshold with the best F1' });
export type BestThreshold = z.infer<typeof BestThreshold>;

export const ClassFigures = Counts.extend({
  class_id: count,
  class_name: z.string(),
  objects: count.meta({ description: 'Labelled objects, without crowd regions' }),
  predictions: count.meta({ description: 'Predictions that average precision was measured on' }),
  ap50: share,
  ap50_95: share,
  best_f1: BestThreshold.nullable().meta({ description: 'null where nothing was found at any threshold' }),
}).meta({ id: 'ClassFigures' });
export type ClassFigures = z.infer<typeof ClassFigures>;

export const ThresholdFigures = Counts.extend({
  conf: share,
  iou: share,
  map50: share,
  map50_95: share,
  other_classes: count.meta({ description: 'Predictions of classes without any labelled object; not among fp' }),
}).meta({
  id: 'ThresholdFigures',
  description: 'What a user sees at these thresholds; counts of all classes together',
});
export type ThresholdFigures = z.infer<typeof ThresholdFigures>;

export const ConfusionMatrix = z
  .object({
    conf: share,
    classes: z
      .array(z.string())
      .meta({ description: 'Classes with an object or a prediction, by id; last "background"' }),
    matrix: z.array(z.array(count)).meta({
      description:
        'matrix[a][b]: objects of class a predicted as class b. Last row: predictions on background; last column: objects not found',
    }),
  })
  .meta({ id: 'ConfusionMatrix' });
export type ConfusionMatrix = z.infer<typeof ConfusionMatrix>;

const curve = (description: string) => z.array(share).length(101).meta({ description });

export const PrecisionRecallCurve = z
  .object({
    recall: curve('0, 0.01 up to 1'),
    overall: curve('Mean over the classes; its mean is mAP50'),
    per_class: z.array(
      z.object({
        class_id: count,
        class_name: z.string(),
        precision: curve('Best precision at this recall or a higher one, IoU 0.50'),
        conf: z.array(share.nullable()).length(101).meta({
          description: 'Score threshold at which this recall is reached; null where it never is',
        }),
      }),
    ),
  })
  .meta({ id: 'PrecisionRecallCurve' });
export type PrecisionRecallCurve = z.infer<typeof PrecisionRecallCurve>;

/** How the labels were read and what of them was left out. */
export const LabelReport = z
  .object({
    format: z.enum(['yolo', 'coco']),
    matched_by: z.enum(['names', 'ids']).meta({ description: 'How classes of the labels were found in the model' }),
    names_file: z.string().nullable().meta({ description: 'Where the names of YOLO classes were found' }),
    unknown_classes: z.array(z.object({ class_name: z.string(), objects: count })).meta({
      description: 'Classes that the model does not have; their objects are left out',
    }),
    crowd_regions: count.meta({
      description: 'Regions of COCO with iscrowd: what is predicted in them counts neither way',
    }),
    images_without_labels: count.meta({
      description:
        'Images without a label file count as images without objects; those that COCO does not list are left out',
    }),
    labels_without_image: count,
  })
  .meta({ id: 'LabelReport' });
export type LabelReport = z.infer<typeof LabelReport>;

export const EvaluationResult = z
  .object({
    images: count,
    objects: count,
    predictions: count,
    map50: share,
    map75: share,
    map50_95: share,
    at_threshold: ThresholdFigures,
    best_f1: BestThreshold.nullable(),
    per_class: z.array(ClassFigures).meta({ description: 'Classes with at least one labelled object, by id' }),
    confusion_matrix: ConfusionMatrix,
    pr_curve: PrecisionRecallCurve,
    labels: LabelReport,
  })
  .meta({ id: 'EvaluationResult', description: 'Figures as COCO defines them' });
export type EvaluationResult = z.infer<typeof EvaluationResult>;

export const EvaluationSummary = z
  .object({
    id: z.int(),
    name: z.string(),
    state: EvaluationState,
    source: EvaluationSource,
    model: ModelRef,
    provider: ProviderName,
    conf: share,
    iou: share,
    started_at: z.iso.datetime(),
    ended_at: z.iso.datetime().nullable(),
    progress: z.object({ done: count, total: count }).meta({ description: 'Images; total is 0 while preparing' }),
    error: ErrorData.nullable().meta({ description: 'Why it failed' }),
    figures: z
      .object({
        images: count,
        objects: count,
        map50: share,
        map50_95: share,
        precision: share.nullable(),
        recall: share.nullable(),
        f1: share.nullable(),
      })
      .nullable()
      .meta({ description: 'null unless finished' }),
  })
  .meta({ id: 'EvaluationSummary' });
export type EvaluationSummary = z.infer<typeof EvaluationSummary>;

export const Evaluation = EvaluationSummary.extend({
  result: EvaluationResult.nullable().meta({ description: 'null unless finished' }),
}).meta({ id: 'Evaluation' });
export type Evaluation = z.infer<typeof Evaluation>;

export const EvaluationListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.coerce.number().int().min(1).optional().meta({ description: 'next_cursor of the page before' }),
  model: z.string().max(12).optional().meta({ description: 'Model id' }),
});
export type EvaluationListQuery = z.infer<typeof EvaluationListQuery>;

export const EvaluationList = z
  .object({
    items: z.array(EvaluationSummary),
    next_cursor: z.int().nullable(),
    running: z.int().nullable().meta({ description: 'Id of the one under way; one at a time' }),
  })
  .meta({ id: 'EvaluationList', description: 'Newest first' });
export type EvaluationList = z.infer<typeof EvaluationList>;
