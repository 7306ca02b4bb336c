import { z } from 'zod';
import type { ErrorCode } from '../errors.ts';
import { ModelCardAnswer } from '../model-card-notes.ts';
import { ALERT_ENDPOINTS } from './alert-endpoints.ts';
import { CHANNEL_ENDPOINTS } from './channel-endpoints.ts';
import { DEMO_ENDPOINTS } from './demo-endpoints.ts';
import { CandidateList, DetectQuery, DetectResponse } from './detect.ts';
import { DRIFT_ENDPOINTS } from './drift-endpoints.ts';
import { EVALUATION_ENDPOINTS } from './evaluation-endpoints.ts';
import { Health, Live } from './health.ts';
import { HistoryItem, HistoryPage, HistoryQuery, SecurityEventList } from './history.ts';
import {
  DeleteResponse,
  ExportBody,
  Facets,
  HistorySelection,
  PinBody,
  RestoreBody,
  RestoreResponse,
} from './history-actions.ts';
import { HISTORY_ENDPOINTS } from './history-endpoints.ts';
import {
  LoadModelBody,
  LoadModelResponse,
  ModelId,
  ModelList,
  ProvidersResponse,
  UploadModelForm,
  UploadModelQuery,
} from './models.ts';
import { SERIES_ENDPOINTS } from './series-endpoints.ts';
import { SessionBody, SessionResponse } from './session.ts';
import { Settings, SettingsResponse } from './settings.ts';
import { ConsoleStatus } from './status.ts';
import { StreamEvent, StreamQuery } from './stream.ts';
import { ApiTraffic, SystemSnapshot } from './system.ts';

/**
 * Every address of the app port. Routes, the OpenAPI document and typed clients are made from this table; a route that
 * is not in it fails a test.
 */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Fastify style, `:name` for a parameter. */
  path: string;
  /** Other spellings that answer the same. */
  aliases?: readonly string[];
  summary: string;
  tag: 'detect' | 'models' | 'history' | 'evaluation' | 'demo' | 'monitoring' | 'service';
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** `optional`: no body at all is `{}`. `form`: the other fields, where the file may also come as part `file` of a form. */
  body?: { json: z.ZodType; optional?: true } | { images: true } | { file: string; form?: z.ZodObject };
  /** JSON schema of a 200 answer, or the media type of one that is not JSON. */
  answers: z.ZodType | string;
  /** What one event of a `text/event-stream` is. */
  events?: z.ZodType;
  /** Codes of problems beyond those every route can answer. */
  problems: readonly ErrorCode[];
}

const InferenceId = z.object({ id: z.coerce.number().int().min(1) });

export const ENDPOINTS = {
  health: {
    method: 'GET',
    path: '/health',
    summary: 'Whether images can be served, and by what',
    tag: 'service',
    answers: Health,
    problems: [],
  },
  healthLive: {
    method: 'GET',
    path: '/health/live',
    summary: 'The service answers',
    tag: 'service',
    answers: Live,
    problems: [],
  },
  healthReady: {
    method: 'GET',
    path: '/health/ready',
    summary: 'The same as /health',
    tag: 'service',
    answers: Health,
    problems: [],
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    summary: 'Prometheus text format',
    tag: 'service',
    answers: 'text/plain',
    problems: [],
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document',
    tag: 'service',
    answers: 'application/json',
    problems: [],
  },
  docs: {
    method: 'GET',
    path: '/docs',
    summary: 'This document for people',
    tag: 'service',
    answers: 'text/html',
    problems: [],
  },
  detect: {
    method: 'POST',
    path: '/v1/yolo/detect/',
    aliases: ['/v1/yolo/detect'],
    summary: 'Detect on one or many images',
    tag: 'detect',
    query: DetectQuery,
    body: { images: true },
    answers: DetectResponse,
    problems: [
      'image_unreadable',
      'image_too_large',
      'unsupported_media_type',
      'queue_full',
      'inference_failed',
      'inference_timeout',
      'detector_lost',
      'detector_unavailable',
      'model_not_loaded',
    ],
  },
  listModels: {
    method: 'GET',
    path: '/v1/models',
    summary: 'Models loaded so far and which ran when',
    tag: 'models',
    answers: ModelList,
    problems: [],
  },
  loadModel: {
    method: 'POST',
    path: '/v1/models/load',
    summary: 'Switch to another model without dropping a request; the old one stays when the new one fails',
    tag: 'models',
    body: { json: LoadModelBody },
    answers: LoadModelResponse,
    problems: ['model_not_found', 'model_unreadable', 'model_unsupported', 'provider_unavailable'],
  },
  uploadModel: {
    method: 'POST',
    path: '/v1/models/upload',
    summary: 'Keep a model file in the data folder and switch to it; removed again when it cannot be loaded',
    tag: 'models',
    query: UploadModelQuery,
    body: { file: 'application/octet-stream', form: UploadModelForm },
    answers: LoadModelResponse,
    problems: ['model_too_large', 'model_unreadable', 'model_unsupported', 'provider_unavailable', 'storage_failed'],
  },
  modelCard: {
    method: 'GET',
    path: '/v1/models/:id/card',
    summary: 'What the maker of a model says of it: how it was trained, how good it is, what it is not made for',
    tag: 'models',
    params: z.object({ id: ModelId }),
    answers: ModelCardAnswer,
    problems: ['model_not_found', 'card_unreadable'],
  },
  providers: {
    method: 'GET',
    path: '/v1/providers',
    summary: 'Execution providers: tried, used, proven, and why',
    tag: 'models',
    answers: ProvidersResponse,
    problems: [],
  },
  listInferences: {
    method: 'GET',
    path: '/v1/history/inferences',
    summary: 'Results kept, newest first',
    tag: 'history',
    query: HistoryQuery,
    answers: HistoryPage,
    problems: [],
  },
  getInference: {
    method: 'GET',
    path: '/v1/history/inferences/:id',
    summary: 'One result',
    tag: 'history',
    params: InferenceId,
    answers: HistoryItem,
    problems: ['not_found'],
  },
  getCandidates: {
    method: 'GET',
    path: '/v1/history/inferences/:id/candidates',
    summary: 'Everything the model proposed for one image, so that thresholds are a view',
    tag: 'history',
    params: InferenceId,
    answers: CandidateList,
    problems: ['not_found'],
  },
  getThumbnail: {
    method: 'GET',
    path: '/v1/history/inferences/:id/thumbnail',
    summary: 'WebP, at most 320 pixels on the longer side',
    tag: 'history',
    params: InferenceId,
    answers: 'image/webp',
    problems: ['not_found'],
  },
  getImage: {
    method: 'GET',
    path: '/v1/history/inferences/:id/image',
    summary: 'The picture as it came, where it was kept',
    tag: 'history',
    params: InferenceId,
    answers: 'image/*',
    problems: ['not_found'],
  },
  pinInference: {
    method: 'PUT',
    path: '/v1/history/inferences/:id/pin',
    summary: 'Pin a result, which exempts it from retention, or unpin it',
    tag: 'history',
    params: InferenceId,
    body: { json: PinBody },
    answers: HistoryItem,
    problems: ['not_found', 'storage_failed'],
  },
  ...HISTORY_ENDPOINTS,
  facets: {
    method: 'GET',
    path: '/v1/history/facets',
    summary: 'What history can be filtered by',
    tag: 'history',
    answers: Facets,
    problems: [],
  },
  deleteInferences: {
    method: 'POST',
    path: '/v1/history/delete',
    summary: 'Delete results; they can be brought back for ten minutes',
    tag: 'history',
    body: { json: HistorySelection },
    answers: DeleteResponse,
    problems: ['storage_failed'],
  },
  restoreInferences: {
    method: 'POST',
    path: '/v1/history/restore',
    summary: 'Bring back what one deletion took away',
    tag: 'history',
    body: { json: RestoreBody },
    answers: RestoreResponse,
    problems: ['not_found', 'storage_failed'],
  },
  exportInferences: {
    method: 'POST',
    path: '/v1/history/export',
    summary: 'Results as JSON, CSV, COCO or YOLO labels; a ZIP where it is more than one file',
    tag: 'history',
    body: { json: ExportBody },
    answers: 'application/octet-stream',
    problems: ['not_found'],
  },
  ...EVALUATION_ENDPOINTS,
  ...DRIFT_ENDPOINTS,
  ...SERIES_ENDPOINTS,
  ...ALERT_ENDPOINTS,
  ...CHANNEL_ENDPOINTS,
  ...DEMO_ENDPOINTS,
  status: {
    method: 'GET',
    path: '/v1/status',
    summary: 'All that the status bar shows',
    tag: 'service',
    answers: ConsoleStatus,
    problems: [],
  },
  system: {
    method: 'GET',
    path: '/v1/system',
    summary: 'Host, GPUs and processes now; what a system does not tell is null with a reason',
    tag: 'service',
    answers: SystemSnapshot,
    problems: [],
  },
  systemApi: {
    method: 'GET',
    path: '/v1/system/api',
    summary: 'Rate, errors and durations of every address over the last five minutes',
    tag: 'service',
    answers: ApiTraffic,
    problems: [],
  },
  events: {
    method: 'GET',
    path: '/v1/events',
    summary: 'What happens, as it happens, as server-sent events; without end',
    tag: 'service',
    query: StreamQuery,
    answers: 'text/event-stream',
    events: StreamEvent,
    problems: ['too_many_readers'],
  },
  getSettings: {
    method: 'GET',
    path: '/v1/settings',
    summary: 'Settings, and which changes still wait for a restart',
    tag: 'service',
    answers: SettingsResponse,
    problems: [],
  },
  putSettings: {
    method: 'PUT',
    path: '/v1/settings',
    summary: 'Replace the settings',
    tag: 'service',
    body: { json: Settings },
    answers: SettingsResponse,
    problems: ['storage_failed'],
  },
  openSession: {
    method: 'POST',
    path: '/v1/session',
    summary: 'Exchange the token for a cookie, for a browser off this machine',
    tag: 'service',
    body: { json: SessionBody },
    answers: SessionResponse,
    problems: [],
  },
  securityEvents: {
    method: 'GET',
    path: '/v1/security/events',
    summary: 'Requests that were turned away, with a risk score, newest first',
    tag: 'service',
    answers: SecurityEventList,
    problems: [],
  },
} as const satisfies Record<string, Endpoint>;

export type EndpointName = keyof typeof ENDPOINTS;
