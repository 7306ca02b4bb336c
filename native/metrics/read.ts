import type { Registry } from 'prom-client';
import type { Figure } from '../contract/figures.ts';

/** Of a histogram, the name of each series is another than that of the metric. */
interface Value {
  value: number;
  labels: Partial<Record<string, string | number>>;
  metricName?: string;
}

/** The series of metrics by name. A metric that there is not has none. */
export async function readFigures(registry: Registry, names: Iterable<string>): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const name of names) {
    const metric = await registry.getSingleMetric(name)?.get();
    for (const { value, labels, metricName } of (metric?.values ?? []) as Value[]) {
      const texts = Object.entries(labels).map(([label, text]) => [label, String(text)] as const);
      figures.push({ name: metricName ?? name, labels: Object.fromEntries(texts), value });
    }
  }
  return figures;
}
