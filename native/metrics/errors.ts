import { Counter, type Registry } from 'prom-client';
import type { ErrorCode } from '../contract/errors.ts';
import { ENDPOINTS } from '../contract/http/endpoints.ts';

/** What an image or the load of a model can end with, as far as it is foreseen. */
const FORESEEN: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...ENDPOINTS.detect.problems,
  ...ENDPOINTS.loadModel.problems,
  'request_cancelled',
  'shutting_down',
  'internal',
]);

/** What went wrong with images and models, by code of the error catalogue. */
export function createErrorMetrics(registry: Registry): { count(code: ErrorCode): void; countFallback(): void } {
  const registers = [registry];
  const errors = new Counter({
    name: 'model_errors_total',
    help: 'Images answered with an error, and models that could not be loaded, by error code.',
    labelNames: ['type'],
    registers,
  });
  const timeouts = new Counter({
    name: 'model_timeout_total',
    help: 'Images whose result did not come in time; also in model_errors_total.',
    registers,
  });
  const fallbacks = new Counter({
    name: 'model_fallback_total',
    help: 'Times that an execution provider failed and a later choice was taken.',
    registers,
  });
  for (const type of FORESEEN) errors.inc({ type }, 0);

  return {
    count(code) {
      errors.inc({ type: code });
      if (code === 'inference_timeout') timeouts.inc();
    },
    countFallback() {
      fallbacks.inc();
    },
  };
}
