import { afterEach, beforeEach, expect, it } from 'vitest';
import { DriftConfig } from '../../../contract/drift.ts';
import { ScriptedStream } from '../../drift/testing/scripted-stream.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';

let app: AppUnderTest;
let stream: ScriptedStream;
beforeEach(async () => {
  app = await startApp();
  stream = new ScriptedStream(app);
  app.drift.configure(DriftConfig.parse({ reference_size: 50, current_size: 30 }));
});
afterEach(() => app.close());

/** Those that rules and dashboards of others ask for. */
const NAMES = [
  'evidently_dataset_drift',
  'evidently_drift_share',
  'evidently_num_drifted_features',
  'evidently_brightness_drift_score',
  'evidently_confidence_drift_score',
  'evidently_detections_drift_score',
  'drift_image_brightness',
  'drift_embedding_distance',
];

async function series(): Promise<Map<string, number>> {
  const text = await (await fetch(`${app.url}/metrics`)).text();
  return new Map(
    [...text.matchAll(/^([a-z_]+(?:\{[^}]*\})?) (\S+)$/gim)].map(([, name = '', value]) => [name, Number(value)]),
  );
}

const column = (values: readonly unknown[] | undefined) => (values ?? []) as readonly number[];
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The largest distance of the two empirical distributions, by counting. */
function ksDistance(x: readonly number[], y: readonly number[]): number {
  const upTo = (values: readonly number[], limit: number) =>
    values.filter((value) => value <= limit).length / values.length;
  return Math.max(...[...x, ...y].map((limit) => Math.abs(upTo(x, limit) - upTo(y, limit))));
}

function cosineDistance(x: readonly ArrayLike<number>[], y: readonly ArrayLike<number>[]): number {
  const middle = (rows: readonly ArrayLike<number>[]) =>
    Array.from({ length: rows[0]?.length ?? 0 }, (_, k) => mean(rows.map((row) => row[k] as number)));
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, k) => sum + value * (b[k] as number), 0);
  const [a, b] = [middle(x), middle(y)];
  return 1 - dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

it('has no figure of drift until both windows are full', async () => {
  for (const count of [0, 50, 29]) {
    if (count > 0) await stream.send(count);
    const names = [...(await series()).keys()];
    expect(names.filter((name) => NAMES.includes(name) || name.startsWith('drift_score'))).toEqual([]);
  }
  await stream.send(1);
  expect([...(await series()).keys()]).toEqual(expect.arrayContaining(NAMES));
});

it('has every figure by its definition', async () => {
  await stream.send(50);
  stream.shift = 40;
  await stream.send(30);
  const found = await series();
  const { reference, current } = app.drift.windows() ?? {};
  const { features } = app.drift.state();
  const drifted = features.filter((feature) => feature.drifted === true).length;
  const decided = features.filter((feature) => feature.drifted !== null).length;
  expect(drifted).toBeGreaterThanOrEqual(decided / 2);
  expect(found.get('evidently_num_drifted_features')).toBe(drifted);
  expect(found.get('evidently_drift_share')).toBeCloseTo(drifted / decided, 12);
  expect(found.get('evidently_dataset_drift')).toBe(1);
  for (const name of ['brightness', 'confidence', 'detections']) {
    const p = features.find(({ feature }) => feature === name)?.p_value ?? Number.NaN;
    const exceeds = Math.log(p) / Math.log(0.05);
    expect(found.get(`evidently_${name}_drift_score`), name).toBeCloseTo(exceeds / (1 + exceeds), 12);
  }
  expect(found.get('evidently_brightness_drift_score')).toBeGreaterThan(0.7);
  const brightness = column(current?.features['brightness']);
  expect(found.get('drift_image_brightness')).toBeCloseTo(mean(brightness), 9);
  for (const name of ['brightness', 'contrast', 'sharpness', 'saturation', 'confidence', 'box_area', 'detections']) {
    const distance = ksDistance(column(reference?.features[name]), column(current?.features[name]));
    expect(found.get(`drift_score{feature="${name}"}`), name).toBeCloseTo(distance, 12);
  }
  const [x, y] = [reference?.embeddings ?? [], current?.embeddings ?? []].map((rows) =>
    rows.filter((row) => row !== null),
  );
  const distance = cosineDistance(x ?? [], y ?? []);
  expect(distance).toBeGreaterThan(0.01);
  expect(found.get('drift_embedding_distance')).toBeCloseTo(distance, 6);
  expect(found.get('drift_score{feature="embedding"}')).toBeCloseTo(distance / 2, 6);
  const isSame = features.find(({ feature }) => feature === 'dominant_class');
  expect(found.get('drift_score{feature="dominant_class"}')).toBe(isSame?.tvd);
});

it('says 0 where there is no drift, and nothing again after a reset', async () => {
  await stream.send(80);
  const calm = await series();
  expect([calm.get('evidently_dataset_drift'), calm.get('drift_active')]).toEqual([0, 1]);
  app.drift.reset({ source: 'next', samples: null, target: 50 });
  const names = [...(await series()).keys()];
  expect(names.filter((name) => NAMES.includes(name) || name.startsWith('drift_score'))).toEqual([]);
});
