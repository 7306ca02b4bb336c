import { stat } from 'node:fs/promises';
import { basename, isAbsolute, normalize } from 'node:path';
import { VigilError } from '../../../contract/errors.ts';
import type { StartEvaluationBody } from '../../../contract/http/evaluations.ts';
import { labelKind } from '../../../evaluation/labels/read-set.ts';
import { observedPrecision } from '../../evaluation/observed.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';

type EvaluationRoutes =
  | 'startEvaluation'
  | 'listEvaluations'
  | 'getEvaluation'
  | 'cancelEvaluation'
  | 'deleteEvaluation'
  | 'setFeedback'
  | 'observedPrecision';

export function evaluationHandlers({
  evaluations,
  settings,
  store,
  detection,
}: AppDeps): Pick<Handlers, EvaluationRoutes> {
  return {
    async startEvaluation({ body }) {
      const source = await toSource(body);
      const { conf, iou, max_det } = settings().thresholds;
      const shownAs = { conf: body.conf ?? conf, iou: body.iou ?? iou, max_det };
      return { id: evaluations.start({ name: body.name ?? basename(source.images), source, shownAs }) };
    },

    listEvaluations: ({ query }) => evaluations.list(query),

    getEvaluation: ({ params }) => evaluations.get(params.id),

    cancelEvaluation: ({ params }) => evaluations.cancel(params.id),

    deleteEvaluation({ params }) {
      evaluations.remove(params.id);
      return { id: params.id };
    },

    setFeedback({ params, body }) {
      const isKept = store.setFeedback(params.id, body, Date.now());
      const item = isKept ? store.getInference(params.id) : null;
      if (item !== null) return item;
      throw new VigilError('not_found', `There is no result ${params.id}, or it was deleted or removed by retention.`);
    },

    observedPrecision() {
      const card = detection.status().active?.card;
      if (card === undefined) {
        return observedPrecision(null, { results: 0, by_class: new Map(), missed_unnamed: 0 });
      }
      return observedPrecision({ id: card.id, name: card.name, version: card.version }, store.countFeedback(card.id));
    },
  };
}

/** Like a model, a set is named by where it lies on the machine of the console. What is plainly wrong is said at once. */
async function toSource({ images, labels }: StartEvaluationBody) {
  for (const [field, path] of Object.entries({ images, labels })) {
    if (isAbsolute(path) && !path.includes('\0')) continue;
    throw new VigilError('invalid_parameter', `${field}: must be an absolute path on the machine of the console.`);
  }
  const folder = await stat(images).catch(() => null);
  if (folder === null || !folder.isDirectory()) {
    throw new VigilError('invalid_parameter', `images: ${images} is no folder on the machine of the console.`);
  }
  await labelKind(labels);
  return { type: 'folder', images: normalize(images), labels: normalize(labels) } as const;
}
