import type { EvaluationResult } from '../../contract/http/evaluations.ts';
import type { ModelRef } from '../../contract/model.ts';
import { printable, table } from '../terminal.ts';

const share = (value: number | null) => (value === null ? '-' : value.toFixed(3));

/** The figures of an evaluation as text: overall, then a row a class. */
export function reportEvaluation({ id, name }: ModelRef, result: EvaluationResult): string {
  const { at_threshold: at, best_f1, per_class } = result;
  const rows = per_class.map((of) => [
    printable(of.class_name),
    ...[of.objects, of.predictions].map(String),
    ...[of.ap50, of.ap50_95, of.precision, of.recall, of.f1].map(share),
    ...[of.tp, of.fp, of.fn].map(String),
    share(of.best_f1?.conf ?? null),
  ]);
  const head = 'CLASS OBJECTS PREDICTIONS AP50 AP50-95 PRECISION RECALL F1 TP FP FN BEST-CONF'.split(' ');
  return [
    `${printable(name)} (${id}) on ${result.images} images with ${result.objects} objects of ${rows.length} classes`,
    table([
      ['mAP50', share(result.map50)],
      ['mAP75', share(result.map75)],
      ['mAP50-95', share(result.map50_95)],
    ]),
    '',
    `at a score of ${at.conf} and an overlap of ${at.iou}`,
    table([
      ['precision', share(at.precision)],
      ['recall', share(at.recall)],
      ['F1', share(at.f1)],
      ['found', `${at.tp}, wrong ${at.fp}, missed ${at.fn}`],
    ]),
    ...(best_f1 === null ? [] : [`F1 is best at a score of ${share(best_f1.conf)}: ${share(best_f1.f1)}`]),
    '',
    table([head, ...rows], [...head.keys()].slice(1)),
  ].join('\n');
}
