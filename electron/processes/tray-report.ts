import type { z } from 'zod';
import { badgeOf } from '../../native/contract/alert-badge.ts';
import { AlertList } from '../../native/contract/http/alerts.ts';
import { Health } from '../../native/contract/http/health.ts';
import type { ToShell } from './messages.ts';

export type HealthReport = Extract<ToShell, { kind: 'state' }>;
export type AlertReport = Extract<ToShell, { kind: 'alerts' }>;

/** What the tray says of a console's health: one word for its mark, one sentence for its menu. */
export function healthReport(health: Health): HealthReport {
  const failed = health.checks.find(({ status }) => status === 'failed');
  const troubled = failed ?? health.checks.find(({ status }) => status === 'degraded');
  if (health.model === null) {
    return { kind: 'state', state: 'no_model', sentence: failed?.detail ?? 'No model is loaded' };
  }
  if (troubled !== undefined) return { kind: 'state', state: 'troubled', sentence: troubled.detail };
  return { kind: 'state', state: 'ready', sentence: `${health.model.name} on ${health.model.provider}` };
}

/** What the tray says of alerts, by the rule of the page's own badge. */
export function alertReport({ alerts }: Pick<AlertList, 'alerts'>): AlertReport {
  const badge = badgeOf(alerts);
  if (badge === null) return { kind: 'alerts', count: 0, worst: null, sentence: 'No alert fires' };
  const { count, worst, words } = badge;
  return { kind: 'alerts', count, worst, sentence: `${words.charAt(0).toUpperCase()}${words.slice(1)}` };
}

/** Asks the console itself, as any watcher would, and passes on what changed. What is not answered stays as it was. */
export class TrayWatch {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #tell: (report: HealthReport | AlertReport) => void;
  readonly #said = new Map<string, string>();

  /** `token` is what the console wants of its callers; null where it wants none. */
  constructor(url: string, token: string | null, tell: (report: HealthReport | AlertReport) => void) {
    this.#url = url;
    this.#headers = token === null ? {} : { authorization: `Bearer ${token}` };
    this.#tell = tell;
  }

  async look(): Promise<void> {
    await Promise.all([
      this.#ask('/health', Health, healthReport),
      this.#ask('/v1/monitoring/alerts?state=firing', AlertList, alertReport),
    ]);
  }

  async #ask<Answer>(
    path: string,
    schema: z.ZodType<Answer>,
    report: (answer: Answer) => HealthReport | AlertReport,
  ): Promise<void> {
    const response = await fetch(`${this.#url}${path}`, { headers: this.#headers }).catch(() => null);
    const answer = schema.safeParse(await response?.json().catch(() => null));
    if (!answer.success) return;
    const next = report(answer.data);
    const said = JSON.stringify(next);
    if (said !== this.#said.get(path)) this.#tell(next);
    this.#said.set(path, said);
  }
}
