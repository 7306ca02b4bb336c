import { Counter, Histogram, type Registry } from 'prom-client';
import { DetectorTimings } from '../contract/messages.ts';
import { LATENCY_BUCKETS } from './buckets.ts';
import type { ImageFacts } from './types.ts';

const PHASES = ['queue', ...DetectorTimings.keyof().options] as const;

/** Images answered and how long they took: as a whole, by phase, and in the model alone. */
export function createImageMetrics(registry: Registry): { observe(image: ImageFacts): void } {
  const registers = [registry];
  const buckets = LATENCY_BUCKETS;
  const processed = new Counter({
    name: 'images_processed_total',
    help: 'Images answered with a result; those answered with an error are in model_errors_total.',
    registers,
  });
  const inferences = new Counter({
    name: 'inference_count_total',
    help: 'Model runs whose result was answered.',
    registers,
  });
  const whole = new Histogram({
    name: 'inference_latency_seconds',
    help: 'Time of one image in the service: waiting, decoding, model and post-processing.',
    buckets,
    registers,
  });
  const run = new Histogram({
    name: 'model_inference_latency_seconds',
    help: 'Time of the model run alone.',
    buckets,
    registers,
  });
  const phases = new Histogram({
    name: 'inference_phase_seconds',
    help: 'Time of one image in one phase: waiting in the queue, decoding, making the tensor, model run, post-processing.',
    labelNames: ['phase'],
    buckets,
    registers,
  });
  for (const phase of PHASES) phases.zero({ phase });

  return {
    observe({ timings_ms }) {
      processed.inc();
      inferences.inc();
      whole.observe(timings_ms.total / 1_000);
      run.observe(timings_ms.inference / 1_000);
      for (const phase of PHASES) phases.observe({ phase }, timings_ms[phase] / 1_000);
    },
  };
}
