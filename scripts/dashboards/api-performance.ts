import type { Dashboard } from './panels.ts';
import { percentilesOf } from './queries.ts';

/** Rate, errors and duration of every endpoint. */
export const API_PERFORMANCE: Dashboard = {
  uid: 'api-performance',
  title: 'API performance',
  description: 'Requests, latency, errors and statuses by endpoint',
  tags: ['vigil', 'api'],
  rows: [
    [
      {
        title: 'Requests per second',
        kind: 'timeseries',
        width: 12,
        height: 9,
        unit: 'reqps',
        min: 0,
        queries: [{ expr: 'sum by (endpoint) (rate(api_requests_total[1m]))', legend: '{{endpoint}}' }],
      },
      {
        title: 'Error rate',
        kind: 'timeseries',
        width: 12,
        height: 9,
        unit: 'percentunit',
        min: 0,
        warnAt: 0.01,
        alarmAt: 0.05,
        description: 'Share of requests answered with a status of 500 and above',
        queries: [
          {
            expr: '(sum(rate(api_requests_total{status=~"5.."}[5m])) or vector(0)) / sum(rate(api_requests_total[5m]))',
            legend: 'failed',
          },
        ],
      },
    ],
    [
      {
        title: 'Latency by endpoint, p95',
        kind: 'timeseries',
        width: 12,
        height: 9,
        unit: 's',
        min: 0,
        queries: percentilesOf('api_request_latency_seconds', 'endpoint').slice(1, 2),
      },
      {
        title: 'Latency of all endpoints',
        kind: 'timeseries',
        width: 12,
        height: 9,
        unit: 's',
        min: 0,
        queries: percentilesOf('api_request_latency_seconds'),
      },
    ],
    [
      {
        title: 'Status codes',
        kind: 'timeseries',
        width: 12,
        height: 9,
        unit: 'reqps',
        min: 0,
        queries: [{ expr: 'sum by (status) (rate(api_requests_total[1m]))', legend: '{{status}}' }],
      },
      {
        title: 'Requests turned away',
        kind: 'timeseries',
        width: 12,
        height: 9,
        unit: 'reqps',
        min: 0,
        queries: [{ expr: 'sum by (kind) (rate(security_events_total[5m]))', legend: '{{kind}}' }],
      },
    ],
  ],
};
