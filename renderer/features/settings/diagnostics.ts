import type { ProvidersResponse } from '../../../native/contract/http/models.ts';
import type { SettingsResponse } from '../../../native/contract/http/settings.ts';
import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import type { ModelCard } from '../../../native/contract/model.ts';
import type { Parallelism, ProviderReport } from '../../../native/contract/provider.ts';
import { formatBytes, formatMs, formatSeconds } from '../../components/format.ts';
import { holdsPath, redact, userNamesIn } from './redact.ts';

export interface DiagnosticsInput {
  status: ConsoleStatus;
  providers: ProvidersResponse | undefined;
  settings: SettingsResponse | undefined;
  page: {
    at: string;
    shell: 'desktop' | 'browser';
    userAgent: string;
    language: string;
    window: string;
    screen: string;
  };
}

const section = (title: string, lines: readonly string[]): string => [`## ${title}`, ...lines].join('\n');

function providerLines(report: ProviderReport | null, providers: ProvidersResponse | undefined): string[] {
  const lines = [
    `ONNX Runtime: ${providers?.runtime ?? 'unknown'}`,
    `order: ${providers?.order.join(', ') ?? 'unknown'}`,
    `built in: ${providers?.built_in.join(', ') ?? 'unknown'}`,
  ];
  if (report === null) return [...lines, 'active: none'];
  const shares = Object.entries(report.node_share ?? {}).map(
    ([name, share]) => `${name} ${(share * 100).toFixed(0)} %`,
  );
  return [
    ...lines,
    `active: ${report.used}, extent ${report.extent}${shares.length > 0 ? ` (${shares.join(', ')})` : ''}${report.fallback ? ', fallback' : ''}`,
    ...report.attempts.map(({ provider, outcome, reason }) => `- ${provider}: ${outcome}. ${reason}`),
  ];
}

function parallelismLines(parallelism: Parallelism | null, runMs: number | null): string[] {
  if (parallelism === null) return ['none'];
  const { lanes, threads, spinning, goal, reason, measurements } = parallelism;
  return [
    `lanes ${lanes}, threads ${threads}, spinning ${spinning}, goal ${goal}${runMs === null ? '' : `, one run ${formatMs(runMs)}`}`,
    reason,
    ...measurements.map((one) => `- threads ${one.threads}, spinning ${one.spinning}: ${formatMs(one.median_ms)}`),
  ];
}

function embeddingWords(embedding: ModelCard['embedding']): string {
  if (embedding === null) return 'unknown';
  const from = embedding.source === 'model' ? `tensor ${embedding.tensor}` : `a descriptor. ${embedding.reason}`;
  return `${embedding.length} numbers, ${from}`;
}

function modelLines(card: ModelCard | null): string[] {
  if (card === null) return ['none'];
  const { input, output } = card;
  return [
    `${card.name}, version ${card.version}`,
    `sha256: ${card.sha256}, ${formatBytes(card.size_bytes)}`,
    `layout: ${card.layout} (${card.layout_source}): ${card.layout_reason}`,
    `preprocess: ${card.preprocess}`,
    `input: ${input.name} ${input.dtype} ${input.width} x ${input.height}${input.dynamic ? ', dynamic' : ''} (${input.size_source})`,
    `output: ${output.name} ${output.dtype} [${output.shape.map((side) => side ?? '?').join(', ')}]`,
    `classes: ${card.classes.length} (${card.classes_source})`,
    `embedding: ${embeddingWords(card.embedding)}`,
    `licence: ${card.licence ?? 'not stated'}`,
    ...Object.entries(card.metadata)
      // Names of classes can be many and are anybody's own business.
      .filter(([key]) => key !== 'names')
      .map(([key, value]) => `- ${key}: ${holdsPath(value) ? '(holds a path, left out)' : value}`),
  ];
}

function settingsLines(response: SettingsResponse | undefined): string[] {
  if (response === undefined) return ['unknown'];
  const { settings, listening_port, metrics_listener, restart_needed, reload_needed, data_folder } = response;
  return [
    JSON.stringify(settings),
    `listening on port ${listening_port}; for scrapers: ${Object.values(metrics_listener).join(', ')}`,
    `waiting for a restart: ${restart_needed.join(', ') || 'nothing'}; for a load: ${reload_needed.join(', ') || 'nothing'}`,
    `data folder: ${formatBytes(data_folder.bytes)}, ${formatBytes(data_folder.free_bytes)} free`,
  ];
}

/**
 * Everything a report of a problem needs, as text: versions, providers, checks, settings, the model. It tells no path of
 * the model or the data folder, and neither home folders nor the names of their users.
 */
export function diagnosticsText({ status, providers, settings, page }: DiagnosticsInput): string {
  const text = [
    `# Vigil ${status.version}, ${page.at}`,
    section('Console', [
      `up for ${formatSeconds(status.uptime_s)}, queue ${status.queue_length} of ${status.queue_limit}`,
      `history: ${status.history.count} results, ${formatBytes(status.history.bytes)}`,
      `last load error: ${status.load_error === null ? 'none' : `${status.load_error.code}: ${status.load_error.detail}`}`,
      ...status.checks.map(({ name, status: verdict, detail }) => `- ${name}: ${verdict}. ${detail}`),
    ]),
    section('Providers', providerLines(status.provider, providers)),
    section('Parallelism', parallelismLines(status.parallelism, status.run_ms)),
    section('Model', modelLines(status.model)),
    section('Settings', settingsLines(settings)),
    section('Window', [
      `${page.shell}, ${page.language}, window ${page.window}, screen ${page.screen}`,
      page.userAgent,
    ]),
  ].join('\n\n');
  return `${redact(text, userNamesIn(`${text}\n${status.data_folder}\n${status.model?.path ?? ''}`))}\n`;
}
