import { Counter, Histogram, type Registry } from 'prom-client';
import { ENDPOINTS } from '../contract/http/endpoints.ts';
import { SecurityEvent } from '../contract/http/history.ts';
import { LATENCY_BUCKETS } from './buckets.ts';
import { endpointLabel, KNOWN_ENDPOINTS, methodLabel } from './labels.ts';
import type { Metrics } from './types.ts';

/** Above it an event is taken for an attack. */
const HIGH_RISK = 0.8;

/** Rate, errors and duration of every endpoint, and what was turned away. */
export function createRequestMetrics(registry: Registry): Pick<Metrics, 'observeRequest' | 'countSecurityEvent'> {
  const registers = [registry];
  const requests = new Counter({
    name: 'api_requests_total',
    help: 'HTTP requests answered, by route template, method and status.',
    labelNames: ['endpoint', 'method', 'status'],
    registers,
  });
  const latency = new Histogram({
    name: 'api_request_latency_seconds',
    help: 'Time from the first byte of a request to the last byte of its answer.',
    labelNames: ['endpoint', 'method'],
    buckets: LATENCY_BUCKETS,
    registers,
  });
  const security = new Counter({
    name: 'security_events_total',
    help: 'Requests turned away because they were not allowed or not safe, by kind.',
    labelNames: ['kind'],
    registers,
  });
  const highRisk = new Counter({
    name: 'security_high_risk_events_total',
    help: 'Of these, the ones with a risk above 0.8.',
    registers,
  });
  // Present from the start, so that the first request is an increase and not a new series. A histogram is a score of
  // series, so of those only the one that objectives are set for.
  for (const known of KNOWN_ENDPOINTS) requests.inc({ ...known, status: '200' }, 0);
  latency.zero({ endpoint: ENDPOINTS.detect.path, method: ENDPOINTS.detect.method });
  for (const kind of SecurityEvent.shape.kind.options) security.inc({ kind }, 0);

  return {
    observeRequest(request) {
      const endpoint = endpointLabel(request.endpoint);
      const method = methodLabel(request.method);
      requests.inc({ endpoint, method, status: String(request.status) });
      latency.observe({ endpoint, method }, request.seconds);
    },
    countSecurityEvent(kind, risk) {
      security.inc({ kind });
      if (risk > HIGH_RISK) highRisk.inc();
    },
  };
}
