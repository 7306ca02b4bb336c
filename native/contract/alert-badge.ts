import type { Alert, AlertSeverity } from './http/alerts.ts';

/** What a badge says of alerts, in the page and in the tray. */
export interface Badge {
  count: number;
  worst: AlertSeverity;
  words: string;
}

const WORST_FIRST: readonly AlertSeverity[] = ['critical', 'warning', 'info'];

/** The alerts that fire and are neither silenced nor inhibited, of which nobody is to be told; null where there is none. */
export function badgeOf(
  alerts: readonly Pick<Alert, 'state' | 'severity' | 'silenced_until' | 'inhibited_by'>[],
): Badge | null {
  const firing = alerts.filter((alert) => alert.state === 'firing' && !(alert.silenced_until ?? alert.inhibited_by));
  const worst = WORST_FIRST.find((severity) => firing.some((alert) => alert.severity === severity));
  if (worst === undefined) return null;
  const count = firing.length;
  const words = count === 1 ? `one alert fires, ${worst}` : `${count} alerts fire, the worst ${worst}`;
  return { count, worst, words };
}
