import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { ENDPOINTS } from '../contract/http/endpoints.ts';
import { createMetrics, type MetricSources, type Metrics } from './registry.ts';
import { COLLECTING, checkedFacts } from './testing/drift-facts.ts';
import { SNAPSHOT } from './testing/snapshot.ts';
import type { AccuracyFacts, ActiveModelFacts, DriftFacts, ImageFacts } from './types.ts';

const PROMTOOL = '/usr/bin/promtool';
const COCO_MODEL: ActiveModelFacts = {
  id: '695e750a5d57',
  name: 'yolox-nano-416',
  version: '1',
  provider: 'cpu',
  provider_extent: 'all',
  layout: 'yolox',
};
const timings_ms = { queue: 1, decode: 4, tensor: 2, inference: 30, postprocess: 1, total: 40 };

let state: {
  model: ActiveModelFacts | null;
  restarts: number;
  ready: number;
  queue: number;
  accuracy: AccuracyFacts | null;
  caches: Record<string, number>;
};
let sources: MetricSources;
let drift: DriftFacts;
let metrics: Metrics;

beforeEach(() => {
  state = { model: COCO_MODEL, restarts: 0, ready: 2, queue: 0, accuracy: null, caches: { classes: 0 } };
  drift = COLLECTING;
  sources = {
    version: '1.2.3',
    queueLength: () => state.queue,
    modelLoaded: () => state.model !== null,
    activeModel: () => state.model,
    lanes: () => ({ ready: state.ready, total: 2, restarts: state.restarts }),
    accuracy: () => state.accuracy,
    drift: () => drift,
    historyBytes: () => 4_096,
    cacheSizes: () => state.caches,
    system: () => SNAPSHOT,
    systemTotals: () => ({
      ...{ disk_read_bytes: 1, disk_written_bytes: 1, network_received_bytes: 1, network_sent_bytes: 1 },
      detector_cpu_seconds: 1,
    }),
  };
  metrics = createMetrics(sources);
});

/** Every sample on the page: `name{labels}` to value. */
async function samples(): Promise<Map<string, number>> {
  const { body } = await metrics.render();
  const lines = body.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

const value = async (series: string) => (await samples()).get(series);
const image = (...class_names: string[]): ImageFacts => ({
  detections: class_names.map((class_name) => ({ class_name, score: 0.72 })),
  timings_ms,
});
const load = (classes: string[]) =>
  metrics.countDetectionEvent({ type: 'model_loaded', model: { load_ms: 420, card: { classes } } });

describe('requests', () => {
  it('are counted by route, method and status, both spellings of detect under one', async () => {
    metrics.observeRequest({ endpoint: '/v1/yolo/detect/', method: 'POST', status: 200, seconds: 0.03 });
    metrics.observeRequest({ endpoint: '/v1/yolo/detect', method: 'POST', status: 200, seconds: 0.3 });
    metrics.observeRequest({ endpoint: '/v1/yolo/detect', method: 'POST', status: 429, seconds: 0.001 });
    const series = await samples();
    const detect = 'endpoint="/v1/yolo/detect/",method="POST"';
    expect(series.get(`api_requests_total{${detect},status="200"}`)).toBe(2);
    expect(series.get(`api_requests_total{${detect},status="429"}`)).toBe(1);
    expect(series.get(`api_request_latency_seconds_count{${detect}}`)).toBe(3);
    expect(series.get(`api_request_latency_seconds_bucket{le="0.035",${detect}}`)).toBe(2);
  });

  it('never make a label of what a caller sent', async () => {
    const before = (await samples()).size;
    for (let n = 0; n < 200; n++) {
      metrics.observeRequest({ endpoint: `/scan/${n}`, method: `VERB${n}`, status: 404, seconds: 0.001 });
      metrics.observeRequest({ endpoint: undefined, method: 'GET', status: 404, seconds: 0.001 });
    }
    const series = await samples();
    expect(series.get('api_requests_total{endpoint="other",method="other",status="404"}')).toBe(200);
    expect(series.get('api_requests_total{endpoint="other",method="GET",status="404"}')).toBe(200);
    expect(series.size - before).toBeLessThan(50);
  });

  it('have their series from the start, at zero', async () => {
    const series = await samples();
    for (const { path, method } of Object.values(ENDPOINTS)) {
      expect(series.get(`api_requests_total{endpoint="${path}",method="${method}",status="200"}`)).toBe(0);
    }
    const { path, method } = ENDPOINTS.detect;
    expect(series.get(`api_request_latency_seconds_count{endpoint="${path}",method="${method}"}`)).toBe(0);
    expect(series.get('security_events_total{kind="host_rejected"}')).toBe(0);
    metrics.countSecurityEvent('host_rejected', 0.9);
    metrics.countSecurityEvent('host_rejected', 0.8);
    expect(await value('security_events_total{kind="host_rejected"}')).toBe(2);
    expect(await value('security_high_risk_events_total')).toBe(1);
  });
});

describe('images', () => {
  it('are counted whole, by phase, and the model run alone, in seconds', async () => {
    load(['person', 'bus']);
    metrics.observeImage(image('person', 'person', 'bus'));
    metrics.observeImage(image());
    const series = await samples();
    expect(series.get('images_processed_total')).toBe(2);
    expect(series.get('inference_count_total')).toBe(2);
    expect(series.get('inference_latency_seconds_sum')).toBeCloseTo(0.08);
    expect(series.get('inference_latency_seconds_bucket{le="0.035"}')).toBe(0);
    expect(series.get('inference_latency_seconds_bucket{le="0.05"}')).toBe(2);
    expect(series.get('model_inference_latency_seconds_sum')).toBeCloseTo(0.06);
    for (const phase of ['queue', 'decode', 'tensor', 'inference', 'postprocess'] as const) {
      expect(series.get(`inference_phase_seconds_sum{phase="${phase}"}`)).toBeCloseTo(timings_ms[phase] / 500);
    }
    expect(series.get('model_predictions_total{class="person"}')).toBe(2);
    expect(series.get('model_predictions_total{class="bus"}')).toBe(1);
    expect(series.get('model_confidence_score_count')).toBe(3);
    expect(series.get('model_confidence_score_bucket{le="0.7"}')).toBe(0);
    expect(series.get('model_confidence_score_bucket{le="0.75"}')).toBe(3);
  });

  it('that fail are counted by code, time-outs once more', async () => {
    metrics.countImageError('inference_timeout');
    metrics.countImageError('storage_failed');
    metrics.countDetectionEvent({ type: 'model_load_failed', error: { code: 'model_unreadable' } });
    const series = await samples();
    expect(series.get('model_errors_total{type="inference_timeout"}')).toBe(1);
    expect(series.get('model_errors_total{type="storage_failed"}')).toBe(1);
    expect(series.get('model_errors_total{type="model_unreadable"}')).toBe(1);
    expect(series.get('model_errors_total{type="queue_full"}')).toBe(0);
    expect(series.get('model_timeout_total')).toBe(1);
    expect(series.get('images_processed_total')).toBe(0);
  });
});

describe('classes', () => {
  const classesOnPage = async () =>
    [...(await samples()).keys()].flatMap((name) => /^model_predictions_total\{class="(.*)"\}$/.exec(name)?.[1] ?? []);

  it('are capped at 100, the rest is other', async () => {
    load(Array.from({ length: 365 }, (_, id) => `class ${id}`));
    metrics.observeImage(image('class 99', 'class 100', 'class 364'));
    expect(await classesOnPage()).toHaveLength(101);
    expect(await value('model_predictions_total{class="class 99"}')).toBe(1);
    expect(await value('model_predictions_total{class="other"}')).toBe(2);
  });

  it('of an unloaded model go, those that both models have keep their count', async () => {
    load(['person', 'bus']);
    metrics.observeImage(image('person', 'bus'));
    load(['person', 'helmet']);
    expect(await classesOnPage()).toEqual(['person', 'helmet']);
    expect(await value('model_predictions_total{class="person"}')).toBe(1);
    expect(await value('model_predictions_total{class="helmet"}')).toBe(0);
  });

  it('with hostile names neither break the page nor make it long', async () => {
    const hostile = ['a"} 1\nfake_metric 1', 'back\\slash', '\u0000', '\ud800', 'x'.repeat(500)];
    load(hostile);
    metrics.observeImage(image(...hostile));
    const { body } = await metrics.render();
    expect(body).not.toMatch(/^fake_metric/m);
    expect(await classesOnPage()).toEqual([
      'a\\"} 1 fake_metric 1',
      'back\\\\slash',
      'unnamed',
      '\ufffd',
      'x'.repeat(64),
    ]);
  });
});

describe('state', () => {
  it('is read at each scrape', async () => {
    expect(await value('model_loaded')).toBe(1);
    expect(await value('detector_up')).toBe(1);
    expect(await value('history_size_bytes')).toBe(4_096);
    expect(await value('cache_size{cache="classes"}')).toBe(0);
    state.caches = { classes: 6, statements: 2 };
    expect(await value('cache_size{cache="classes"}')).toBe(6);
    expect(await value('cache_size{cache="statements"}')).toBe(2);
    Object.assign(state, { model: null, ready: 0, queue: 7 });
    const series = await samples();
    expect(series.get('model_loaded')).toBe(0);
    expect(series.get('detector_up')).toBe(0);
    expect(series.get('detector_processes')).toBe(2);
    expect(series.get('detector_processes_ready')).toBe(0);
    expect(series.get('model_queue_length')).toBe(7);
    expect([...series.keys()].filter((name) => name.startsWith('model_info'))).toEqual([]);
  });

  it('tells one model, the one that answers', async () => {
    await metrics.render();
    state.model = { ...COCO_MODEL, id: 'e6b1a2c3d4f5', name: 'yolo"v8\n' };
    const infos = [...(await samples()).keys()].filter((name) => name.startsWith('model_info'));
    expect(infos).toEqual([
      'model_info{id="e6b1a2c3d4f5",name="yolo\\"v8",version="1",provider="cpu",provider_extent="all",layout="yolox"}',
    ]);
  });

  it('has the accuracy of the loaded model where it was measured, by class and overall', async () => {
    expect([...(await samples()).keys()].filter((name) => name.startsWith('model_accuracy'))).toEqual([]);
    state.accuracy = {
      map50: 0.75,
      classes: [
        { class_id: 0, class_name: 'traffic light', ap50: 0.5 },
        { class_id: 1, class_name: 'all', ap50: 0.25 },
        { class_id: 100, class_name: 'beyond', ap50: 1 },
      ],
    };
    const accuracies = [...(await samples())].filter(([name]) => name.startsWith('model_accuracy'));
    expect(accuracies).toEqual([
      ['model_accuracy{class="traffic light"}', 0.5],
      ['model_accuracy{class="all"}', 0.75],
    ]);
    state.accuracy = null;
    expect(await value('model_accuracy{class="all"}')).toBeUndefined();
  });

  it('has no load time before a load, and counts fallbacks', async () => {
    expect(await value('model_load_seconds')).toBeUndefined();
    load(['person']);
    metrics.countDetectionEvent({ type: 'provider_fallback' });
    expect(await value('model_load_seconds')).toBe(0.42);
    expect(await value('model_fallback_total')).toBe(1);
  });

  it('counts restarts of detectors and never falls, though those of a new model begin at zero', async () => {
    const seen: (number | undefined)[] = [];
    for (const restarts of [0, 3, 3, 0, 2]) {
      state.restarts = restarts;
      seen.push(await value('detector_restarts_total'));
    }
    expect(seen).toEqual([0, 3, 3, 3, 5]);
  });

  it('leaves out what cannot be read and keeps the rest of the page', async () => {
    metrics = createMetrics({
      ...sources,
      historyBytes: () => {
        throw new Error('disk I/O error');
      },
    });
    expect(await value('history_size_bytes')).toBeUndefined();
    expect(await value('model_loaded')).toBe(1);
  });

  it('names the versions', async () => {
    expect(await value(`vigil_build_info{version="1.2.3",node="${process.versions.node}"}`)).toBe(1);
  });
});

describe('the page', () => {
  it('is text format 0.0.4 and keeps the spelling of its buckets', async () => {
    const { contentType, body } = await metrics.render();
    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    const bounds = [...body.matchAll(/^inference_latency_seconds_bucket\{le="(.*)"\}/gm)].map((match) => match[1]);
    expect(bounds.join(' ')).toBe('0.001 0.002 0.005 0.01 0.02 0.035 0.05 0.075 0.1 0.15 0.25 0.5 1 2.5 5 10 +Inf');
  });

  it('shares nothing between two registries of one process', async () => {
    createMetrics(sources).observeImage(image());
    expect(await value('images_processed_total')).toBe(0);
  });

  it('is described, metric by metric, in docs/metrics.md', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/metrics.md'), 'utf8');
    const described = [...page.matchAll(/^\| `(\w+)` \| (\w+) \|/gm)].map(([, name, type]) => `${name} ${type}`);
    const { body } = await metrics.render();
    const registered = [...body.matchAll(/^# TYPE (\w+ \w+)$/gm)].map(([, metric = '']) => metric);
    expect(new Set(described).size).toBe(described.length);
    // Elsewhere than on Linux some figures of the process are not to be had.
    const expected =
      process.platform === 'linux' ? described : described.filter((metric) => !metric.startsWith('process_'));
    const compared =
      process.platform === 'linux' ? registered : registered.filter((metric) => !metric.startsWith('process_'));
    expect(compared.sort()).toEqual(expected.sort());
  });

  it.skipIf(!existsSync(PROMTOOL))('passes promtool check metrics without a finding', async () => {
    load(['person', 'a"b\\c\n', 'traffic light']);
    metrics.observeImage(image('person', 'a"b\\c\n'));
    const { body } = await metrics.render();
    // The one name that the alert rules of others prescribe, against the custom.
    const checked = body.replaceAll('process_vram_memory_GB', 'process_vram_memory_named_elsewhere');
    const output = execFileSync(PROMTOOL, ['check', 'metrics'], { input: checked, encoding: 'utf8', stdio: 'pipe' });
    expect(output).toBe('');
  });
});

describe('drift', () => {
  it('has no figures until both windows are full, only how far they are', async () => {
    const series = await samples();
    expect(series.get('drift_reference_samples')).toBe(12);
    expect(series.get('drift_active')).toBe(0);
    expect(
      [...series.keys()].filter((name) => /^(evidently_|drift_(score|feature|image|embedding|last))/.test(name)),
    ).toEqual([]);
  });

  it('has the names and values of the verdict, and drops what a later one cannot tell', async () => {
    drift = checkedFacts();
    const series = await samples();
    expect(
      Object.fromEntries(
        [...series].filter(([name]) => /^(evidently_|drift_(score|image|embedding|active|last))/.test(name)),
      ),
    ).toEqual({
      evidently_dataset_drift: 1,
      evidently_drift_share: 0.5,
      evidently_num_drifted_features: 1,
      evidently_brightness_drift_score: 0.8,
      drift_image_brightness: 90.5,
      drift_embedding_distance: 0.03,
      drift_active: 1,
      drift_last_check_timestamp_seconds: 1_700_000_000,
      'drift_score{feature="brightness"}': 0.4,
      'drift_score{feature="dominant_class"}': 0.05,
    });
    expect(series.get('drift_feature_drifted{feature="dominant_class"}')).toBe(0);
    expect(series.get('drift_feature_psi{feature="brightness"}')).toBe(0.7);
    expect(series.has('drift_feature_psi{feature="dominant_class"}')).toBe(false);
    expect(series.get('drift_feature_alarm{feature="brightness"}')).toBe(1);
    expect(series.get('drift_feature_alarm{feature="dominant_class"}')).toBe(0);
    expect([series.get('drift_dataset_alarm'), series.get('drift_confirmed_share')]).toEqual([0, 0.5]);
    expect([series.get('drift_new_classes'), series.get('drift_samples_total')]).toEqual([1, 150]);
    drift = COLLECTING;
    expect([...(await samples()).keys()].filter((name) => name.startsWith('drift_score'))).toEqual([]);
  });
});
