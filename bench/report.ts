import { basename } from 'node:path';
import { table } from '../native/cli/terminal.ts';
import type { ModelFigures } from './detect.ts';
import type { Machine } from './machine.ts';
import type { ProbeFigures } from './metrics.ts';
import type { RequestFigures } from './requests.ts';
import type { Spread } from './statistics.ts';

/** What the figures are to be; a bench says them and never fails on them. */
const TARGETS: {
  ratio: Readonly<Record<string, number>>;
  folder: Readonly<Record<string, number>>;
  metricsP99: number;
  embedding: number;
} = {
  ratio: { 'yolox-nano-416.onnx': 1.25, 'yolov8n-640-fp32.onnx': 1.1 },
  folder: { 'yolox-nano-416.onnx': 80 },
  metricsP99: 10,
  embedding: 1.03,
};

/** Share of the processor that others may take before the figures say more about them. */
const NOISE = 0.05;

const ms = (value: number) => `${value.toFixed(2)} ms`;
const rate = (value: number) => `${value.toFixed(1)}/s`;
const target = (value: number | undefined, relation: '<=' | '<' | '>=', unit = '') =>
  value === undefined ? '' : `target ${relation} ${value}${unit}`;

export function reportMachine(machine: Machine): string {
  const { processor, cores, memory_gib, system, node } = machine;
  return table([
    ['machine', `${processor}, ${cores} cores, ${memory_gib} GiB`],
    ['system', `${system}, Node.js ${node}`],
  ]);
}

/** What stands beside figures that are not to be trusted, and beside those that are. */
export function reportQuietness(quietness: ModelFigures['quietness']): string {
  if (quietness === null) return 'Whether other processes ran meanwhile is not known here.';
  const percent = (share: number) => `${(share * 100).toFixed(0)} %`;
  const { others, stolen } = quietness;
  const verdict = others + stolen > NOISE ? ': too much to believe the figures' : '';
  return `Meanwhile other processes took ${percent(others)} of the processor, other guests ${percent(stolen)}${verdict}.`;
}

export function reportModel(figures: ModelFigures): string {
  const { embedding, floor, metrics, folder } = figures;
  const name = basename(figures.model);
  const phase = (title: string, { median, p95 }: Spread) => [title, ms(median), ms(p95)];
  const request = (title: string, { latency_ms, images_per_s, ratio }: RequestFigures, wanted: string) => [
    ...phase(title, latency_ms),
    rate(images_per_s),
    `${ratio.toFixed(2)} x floor`,
    wanted,
  ];
  const probed = (title: string, { median_ms, p99_ms }: ProbeFigures) => [
    title,
    ms(median_ms),
    '',
    '',
    `p99 ${ms(p99_ms)}`,
  ];
  const running = (title: string, { p99_running_ms }: ProbeFigures) =>
    p99_running_ms === null ? [] : [[title, '', '', '', `p99 ${ms(p99_running_ms)}`]];
  const threads = `${figures.threads} ${figures.threads === 1 ? 'thread' : 'threads'}`;
  return [
    `${name}: ${figures.images} photographs, ${figures.lanes} x ${threads}${figures.spinning ? ', spinning' : ''}`,
    table(
      [
        ['', 'median', 'p95', 'rate', '', ''],
        phase('decode', floor.decode),
        phase('tensor', floor.tensor),
        phase('bare run', floor.run),
        phase('post-processing', floor.postprocess),
        ['floor (decode + tensor + run)', ms(floor.total_ms)],
        [
          `run with embedding (${embedding.source})`,
          ms(embedding.with_ms),
          '',
          '',
          `${embedding.ratio.toFixed(3)} x bare run beside it`,
          target(TARGETS.embedding, '<='),
        ],
        ['figures of pixels, in tensor', ms(embedding.pixels_ms)],
        request('request over HTTP, 1 client', figures.one_client, target(TARGETS.ratio[name], '<=')),
        ...partsOf(figures),
        request('request over HTTP, 4 clients', figures.four_clients, ''),
        ['vigil detect FOLDER', '', '', rate(folder.images_per_s), '', target(TARGETS.folder[name], '>=', '/s')],
        ['  with its start', '', '', rate(folder.images_per_s_with_start)],
        [...probed(`/metrics meanwhile, ${metrics.probes} probes`, metrics), target(TARGETS.metricsP99, '<', ' ms')],
        probed('  a server that does nothing', metrics.empty_server),
        ...running('  /metrics, less the waits for a core', metrics),
        ...running('  that server, less the waits', metrics.empty_server),
      ],
      [1, 2, 3],
    ),
    reportQuietness(figures.quietness),
  ].join('\n');
}

/** Where the one client's time goes, beside the same phase of the floor. */
function partsOf({ parts, floor }: ModelFigures): string[][] {
  const part = (title: string, value: number, beside: Spread | null) => [
    `  ${title}`,
    ms(value),
    '',
    '',
    beside === null ? '' : `${(value / beside.median).toFixed(2)} x that of the floor`,
  ];
  return [
    part('decode', parts.decode_ms, floor.decode),
    part('tensor', parts.tensor_ms, floor.tensor),
    part('run', parts.run_ms, floor.run),
    part('queue, post-processing', parts.queue_ms + parts.postprocess_ms, null),
    part('HTTP, the way to the detector and back, history', parts.rest_ms, null),
  ];
}
