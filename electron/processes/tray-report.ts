import { Health } from '../../native/contract/http/health.ts';
import type { ToShell } from './messages.ts';

type TrayReport = Extract<ToShell, { kind: 'state' }>;

/** What the tray says of a console's health: one word for its mark, one sentence for its menu. */
export function trayReport(health: Health): TrayReport {
  const failed = health.checks.find(({ status }) => status === 'failed');
  const troubled = failed ?? health.checks.find(({ status }) => status === 'degraded');
  if (health.model === null) {
    return { kind: 'state', state: 'no_model', sentence: failed?.detail ?? 'No model is loaded' };
  }
  if (troubled !== undefined) return { kind: 'state', state: 'troubled', sentence: troubled.detail };
  return { kind: 'state', state: 'ready', sentence: `${health.model.name} on ${health.model.provider}` };
}

/** Asks the console itself, as any watcher would, and passes on what changed. */
export async function reportHealth(url: string, last: string, tell: (report: TrayReport) => void): Promise<string> {
  const response = await fetch(`${url}/health`).catch(() => null);
  const health = Health.safeParse(await response?.json().catch(() => null));
  if (!health.success) return last;
  const report = trayReport(health.data);
  const said = JSON.stringify(report);
  if (said !== last) tell(report);
  return said;
}
