import { formatBytes, formatSeconds } from '../../components/format.ts';

/** Too early for a rate to mean anything. */
const SETTLED_MS = 500;

export interface UploadFigures {
  /** 0 to 1. */
  share: number;
  /** "1.2 MB of 3.66 MB, 12 MB/s, 2 s left" */
  words: string;
}

/** How an upload goes, from bytes sent and milliseconds passed. */
export function uploadFigures(sent: number, total: number, elapsedMs: number): UploadFigures {
  const parts = [`${formatBytes(sent)} of ${formatBytes(total)}`];
  if (elapsedMs >= SETTLED_MS && sent > 0) {
    const perSecond = (sent / elapsedMs) * 1_000;
    parts.push(`${formatBytes(Math.round(perSecond))}/s`);
    const left = (total - sent) / perSecond;
    if (left >= 1) parts.push(`${formatSeconds(left)} left`);
  }
  return { share: total === 0 ? 0 : sent / total, words: parts.join(', ') };
}
