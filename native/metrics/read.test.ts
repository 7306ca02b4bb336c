import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { readFigures } from './read.ts';

function filled(): { registry: Registry; collected: string[] } {
  const registry = new Registry();
  const collected: string[] = [];
  const registers = [registry];
  new Counter({ name: 'requests_total', help: 'h', labelNames: ['status'], registers }).inc({ status: '200' }, 3);
  new Histogram({ name: 'latency_seconds', help: 'h', labelNames: ['way'], buckets: [0.1, 1], registers }).observe(
    { way: 'in' },
    0.5,
  );
  for (const name of ['asked_for', 'left_alone']) {
    new Gauge({
      name,
      help: 'h',
      registers,
      collect() {
        collected.push(name);
        this.set(1);
      },
    });
  }
  return { registry, collected };
}

it('answers the series of the metrics that are asked for as a scrape has them, and looks at no others', async () => {
  const { registry, collected } = filled();
  const figures = await readFigures(registry, ['requests_total', 'latency_seconds', 'asked_for', 'no_such_metric']);
  expect(figures).toEqual([
    { name: 'requests_total', labels: { status: '200' }, value: 3 },
    { name: 'latency_seconds_bucket', labels: { le: '0.1', way: 'in' }, value: 0 },
    { name: 'latency_seconds_bucket', labels: { le: '1', way: 'in' }, value: 1 },
    { name: 'latency_seconds_bucket', labels: { le: '+Inf', way: 'in' }, value: 1 },
    { name: 'latency_seconds_sum', labels: { way: 'in' }, value: 0.5 },
    { name: 'latency_seconds_count', labels: { way: 'in' }, value: 1 },
    { name: 'asked_for', labels: {}, value: 1 },
  ]);
  expect(collected).toEqual(['asked_for']);
  const lines = figures.map(({ name, labels, value }) => {
    const list = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return `${name}${list.length === 0 ? '' : `{${list.join(',')}}`} ${value}`;
  });
  const page = (await registry.metrics()).split('\n').filter((line) => line !== '' && !/^#|left_alone/.test(line));
  expect(lines).toEqual(page);
});
