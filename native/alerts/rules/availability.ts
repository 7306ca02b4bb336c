import { increase, is, metric, rate, scale } from '../expression/types.ts';
import { FLAG, MINUTE, rulesOf } from './types.ts';

export const AVAILABILITY = rulesOf('availability', [
  {
    // 000 "Service Down (up == 0)" and 004 "SystemDown", up == 0 for 1m, are one and the same: one rule, with the time of 004.
    name: 'ServiceDown',
    requirement: 'D1 (000), D5 (004, as SystemDown)',
    severity: 'critical',
    component: 'service',
    evaluated_by: 'prometheus',
    expression: metric('up', is('job', 'vigil')),
    comparator: '==',
    threshold: 0,
    digits: 0,
    for_s: MINUTE,
    bounds: FLAG,
    summary: 'The console does not answer',
    description: 'Prometheus has not reached the app port of this console for a minute.',
    runbook: {
      means: 'Prometheus could not scrape `/metrics`. A console that is down cannot say so itself.',
      look: 'Whether the process runs (`vigil status`), whether the port is the one that Prometheus asks, and the end of `logs/` in the data folder.',
      act: 'Start the console again. If it listens beyond loopback, Prometheus needs the token of the data folder.',
    },
  },
  {
    // What this console itself can see of "service down": the port answers, but no detector can take an image.
    name: 'DetectorDown',
    requirement: 'D1 (000)',
    severity: 'critical',
    component: 'detector',
    expression: metric('detector_up'),
    comparator: '==',
    threshold: 0,
    gates: [{ expression: metric('model_loaded'), comparator: '==', threshold: 1, on: 'console' }],
    digits: 0,
    for_s: MINUTE,
    bounds: FLAG,
    summary: 'No detector process can take images',
    description: 'A model is loaded, but none of its detector processes has been ready for a minute.',
    runbook: {
      means:
        'The processes that run the model have died or hang. Requests for detection fail; history and drift still work.',
      look: 'Models, for why the last process ended; `detector_restarts_total`; the log of component `detection`. A graphics driver that crashes is the usual cause.',
      act: 'Load the model again. If it fails on the GPU each time, choose another execution provider in Settings, and update the driver.',
    },
  },
  {
    name: 'ModelNotLoaded',
    requirement: 'D2 (001)',
    severity: 'critical',
    component: 'model',
    expression: metric('model_loaded'),
    comparator: '==',
    threshold: 0,
    digits: 0,
    for_s: MINUTE,
    bounds: FLAG,
    summary: 'No model is loaded',
    description: 'No model has been loaded for a minute: every request for detection is refused.',
    runbook: {
      means:
        'Nothing can be detected until a model is loaded. Right after the start of a large model this may pass by itself.',
      look: 'Models: the last attempt to load and its error. The file may have been moved or deleted.',
      act: 'Load a model on the page Models, or `vigil models load FILE`.',
    },
  },
  {
    // 000 names no figure. Below one image a minute is only low where a stream was there just before: more than 1,000
    // images in the last hour. A console that nobody uses, or a folder of pictures that is done, is no fault.
    name: 'LowInferenceRate',
    requirement: 'D1 (000)',
    severity: 'warning',
    component: 'service',
    expression: scale(60, rate('inference_count_total', 5 * MINUTE)),
    comparator: '<',
    threshold: 1,
    gates: [{ expression: increase('inference_count_total', 3_600), comparator: '>', threshold: 1_000, on: 'labels' }],
    unit: 'images/min',
    digits: 1,
    for_s: 5 * MINUTE,
    series: 'rate',
    bounds: { min: 0, max: 1e6 },
    summary: 'Hardly any images come any more',
    description: 'Only {value} came over the last five minutes, after more than 1,000 in the last hour.',
    runbook: {
      means: 'A stream of images has dried up. It ends by itself an hour after the last busy time.',
      look: 'Whether the camera or the program that sends images still runs, and whether it gets errors (HighErrorRate).',
      act: 'Start the source again. If the stream has ended on purpose, acknowledge or silence the alert.',
    },
  },
  {
    name: 'ModelQueueBacklog',
    requirement: 'D5 (004)',
    severity: 'warning',
    component: 'detector',
    expression: metric('model_queue_length'),
    comparator: '>',
    threshold: 50,
    unit: 'images',
    digits: 0,
    for_s: 2 * MINUTE,
    series: 'queue_length',
    bounds: { min: 0, max: 10_000 },
    summary: 'Images pile up before the detector',
    description: '{value} wait for the detector, more than {threshold} for two minutes.',
    runbook: {
      means:
        'More images come than the model can work off. Callers wait, and are refused with `queue_full` when the queue is full.',
      look: 'The time of a model run (System), whether it runs on the GPU (Models), and who sends so many images.',
      act: 'Send fewer or smaller batches, use a smaller model or the GPU, or set the goal `throughput` in Settings for a second detector process.',
    },
  },
]);
