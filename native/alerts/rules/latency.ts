import { is, isNot, quantile, scale } from '../expression/types.ts';
import { MINUTE, rulesOf } from './types.ts';

const WINDOW = 5 * MINUTE;
/** Requests for detection. Other addresses are slow by nature (a load of a model) or on purpose (a stream of events). */
const DETECT = [is('endpoint', '/v1/yolo/detect/'), is('method', 'POST')];
const READS = [is('method', 'GET'), isNot('endpoint', '/v1/events')];
const bounds = { min: 1, max: 10_000 };

export const LATENCY = rulesOf('latency', [
  {
    // 001 HighLatency and the latency rule of 002 (p95 > 500 ms, warning) are the same.
    name: 'HighLatency',
    requirement: 'D2 (001), D3 (002)',
    severity: 'warning',
    component: 'api',
    expression: scale(1_000, quantile(0.95, 'api_request_latency_seconds', WINDOW, ...DETECT)),
    comparator: '>',
    threshold: 500,
    unit: 'ms',
    digits: 0,
    for_s: 5 * MINUTE,
    series: 'latency_ms',
    bounds,
    summary: 'Detection is slow',
    description: 'One request for detection in twenty takes longer than {value}; {threshold} are allowed.',
    runbook: {
      means:
        'The 95th percentile of whole requests for detection over five minutes, uploads and batches of many images included.',
      look: 'System, for the phases of an image: queue, decoding, model run. A long queue points to load, a long run to the model or a fallback to the processor.',
      act: 'Check on Models that the GPU is used, send smaller images or fewer in one request, or choose a smaller model.',
    },
  },
  {
    // Of the same requests, but of the slowest in a hundred, and asked for as an e-mail.
    name: 'HighTailLatency',
    requirement: 'D4 (003)',
    severity: 'warning',
    component: 'api',
    expression: scale(1_000, quantile(0.99, 'api_request_latency_seconds', WINDOW, ...DETECT)),
    comparator: '>',
    threshold: 200,
    unit: 'ms',
    digits: 0,
    for_s: 5 * MINUTE,
    labels: { notify: 'email' },
    series: 'latency_ms',
    bounds,
    summary: 'Some detections are slow',
    description: 'One request for detection in a hundred takes longer than {value}; {threshold} are allowed.',
    runbook: {
      means:
        'The 99th percentile of requests for detection over five minutes. 200 ms is a target for a GPU; a model on the processor may never meet it.',
      look: 'Whether single large images or batches stand out in History, and whether garbage collection or another program takes the machine.',
      act: 'If the model is meant to run on the processor, set the threshold of this rule to what it can do: about twice the 99th percentile that the charts show of a good day. Its preview then says that it would not have fired. Else as for HighLatency.',
    },
  },
  {
    // 004 means every answer of the API, not detection alone: what is only read should never take a second.
    name: 'SlowAPIResponse',
    requirement: 'D5 (004)',
    severity: 'warning',
    component: 'api',
    expression: scale(1_000, quantile(0.95, 'api_request_latency_seconds', WINDOW, ...READS)),
    comparator: '>',
    threshold: 1_000,
    unit: 'ms',
    digits: 0,
    for_s: 3 * MINUTE,
    bounds,
    summary: 'The console answers slowly',
    description: 'One answer to a plain question in twenty takes longer than {value}; {threshold} are allowed.',
    runbook: {
      means:
        'The 95th percentile of all GET requests over five minutes, streams of events apart: pages, history, metrics.',
      look: 'System, for which address is slow; the size of history, the load of the disk, and whether an evaluation or an export runs.',
      act: 'Lower the size of history in Settings, move the data folder to a faster disk, or let the heavy job finish.',
    },
  },
  {
    // 000 names no time and no percentile; a minute and the 95th, so that one cold start does not raise it.
    name: 'SlowInference',
    requirement: 'D1 (000)',
    severity: 'warning',
    component: 'model',
    expression: scale(1_000, quantile(0.95, 'inference_latency_seconds', WINDOW)),
    comparator: '>',
    threshold: 2_000,
    unit: 'ms',
    digits: 0,
    for_s: MINUTE,
    series: 'latency_ms',
    bounds,
    summary: 'Single images take seconds',
    description: 'One image in twenty takes longer than {value} from the queue to its result; {threshold} are allowed.',
    runbook: {
      means: 'The 95th percentile of one image in the service, waiting included, over five minutes.',
      look: 'The phases on System. Mostly the queue: images come faster than they are worked off. Else the model run.',
      act: 'As for ModelQueueBacklog; check on Models whether the GPU was given up.',
    },
  },
  {
    name: 'CriticalInferenceLatency',
    requirement: 'D1 (000)',
    severity: 'critical',
    component: 'model',
    expression: scale(1_000, quantile(0.95, 'inference_latency_seconds', WINDOW)),
    comparator: '>',
    threshold: 5_000,
    unit: 'ms',
    digits: 0,
    for_s: MINUTE,
    series: 'latency_ms',
    bounds,
    summary: 'Images take far too long',
    description: 'One image in twenty takes longer than {value} from the queue to its result; {threshold} are allowed.',
    runbook: {
      means:
        'As SlowInference, at a level where callers give up. The histogram ends at 10 s: longer times are shown as 10 s.',
      look: 'As for SlowInference; time-outs (`model_timeout_total`) tell how many images are lost.',
      act: 'Stop what sends the load, then find out why: a GPU that was given up, a machine that swaps, a model too large for it.',
    },
  },
]);
