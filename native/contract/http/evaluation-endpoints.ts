import { z } from 'zod';
import type { Endpoint } from './endpoints.ts';
import {
  Evaluation,
  EvaluationList,
  EvaluationListQuery,
  EvaluationRef,
  EvaluationSummary,
  StartEvaluationBody,
} from './evaluations.ts';
import { FeedbackBody, ObservedPrecision } from './feedback.ts';
import { HistoryItem } from './history.ts';

const Id = z.object({ id: z.coerce.number().int().min(1) });

/** How right the model is: on labelled images, and by what people say of its results. Part of `ENDPOINTS`. */
export const EVALUATION_ENDPOINTS = {
  setFeedback: {
    method: 'POST',
    path: '/v1/history/inferences/:id/feedback',
    summary: 'Say whether a result, or one of its detections, is right or wrong, or what was missed; or take it back',
    tag: 'history',
    params: Id,
    body: { json: FeedbackBody },
    answers: HistoryItem,
    problems: ['not_found', 'storage_failed'],
  },
  observedPrecision: {
    method: 'GET',
    path: '/v1/models/observed-precision',
    summary: 'How right the loaded model was, by the feedback on its results',
    tag: 'models',
    answers: ObservedPrecision,
    problems: [],
  },
  startEvaluation: {
    method: 'POST',
    path: '/v1/evaluations',
    summary: 'Measure the loaded model on labelled images, in the background, one evaluation at a time',
    tag: 'evaluation',
    body: { json: StartEvaluationBody },
    answers: EvaluationRef,
    problems: ['evaluation_running', 'model_not_loaded', 'storage_failed'],
  },
  listEvaluations: {
    method: 'GET',
    path: '/v1/evaluations',
    summary: 'Evaluations, newest first',
    tag: 'evaluation',
    query: EvaluationListQuery,
    answers: EvaluationList,
    problems: [],
  },
  getEvaluation: {
    method: 'GET',
    path: '/v1/evaluations/:id',
    summary: 'One evaluation with all its figures, curves and the confusion matrix',
    tag: 'evaluation',
    params: Id,
    answers: Evaluation,
    problems: ['not_found'],
  },
  cancelEvaluation: {
    method: 'POST',
    path: '/v1/evaluations/:id/cancel',
    summary: 'End an evaluation that is under way; one that has ended is answered as it is',
    tag: 'evaluation',
    params: Id,
    answers: EvaluationSummary,
    problems: ['not_found', 'storage_failed'],
  },
  deleteEvaluation: {
    method: 'DELETE',
    path: '/v1/evaluations/:id',
    summary: 'Forget an evaluation that has ended',
    tag: 'evaluation',
    params: Id,
    answers: EvaluationRef,
    problems: ['not_found', 'evaluation_running', 'storage_failed'],
  },
} as const satisfies Record<string, Endpoint>;
