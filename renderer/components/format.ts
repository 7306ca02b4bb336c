const number = new Intl.NumberFormat('en');
const bytesUnits = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** 1204 as "1,204". */
export const formatCount = (value: number): string => number.format(value);

/** "1 image", "2 images". */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${formatCount(count)} ${count === 1 ? one : many}`;

/** Decimal units, three digits: 3660092 as "3.66 MB". */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1_000 && unit < bytesUnits.length - 1) {
    value /= 1_000;
    unit++;
  }
  return `${unit === 0 ? value : Number(value.toPrecision(3))} ${bytesUnits[unit]}`;
}

/** Milliseconds with as many digits as matter: "0.42 ms", "8.7 ms", "143 ms", "2.4 s". */
export function formatMs(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms >= 100) return `${ms.toFixed(0)} ms`;
  return `${ms.toFixed(ms >= 1 ? 1 : 2)} ms`;
}

/** A span of whole seconds: "12 s", "3 min 5 s", "2 h 4 min". */
export function formatSeconds(seconds: number): string {
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3_600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3_600)} h ${Math.floor((s % 3_600) / 60)} min`;
}

export const formatRate = (perSecond: number): string =>
  `${perSecond >= 10 || perSecond === 0 ? perSecond.toFixed(0) : perSecond.toFixed(1)} images/s`;

export const formatScore = (score: number): string => score.toFixed(2);

/** How long ago a time was, in one unit. */
export function formatAgo(iso: string, now: number): string {
  const s = Math.max(0, (now - Date.parse(iso)) / 1_000);
  if (s < 5) return 'just now';
  if (s < 60) return `${Math.floor(s)} s ago`;
  if (s < 3_600) return `${Math.floor(s / 60)} min ago`;
  if (s < 86_400) return `${Math.floor(s / 3_600)} h ago`;
  return `${Math.floor(s / 86_400)} d ago`;
}

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** Local date and time to the second, for the eye that hovers. */
export const formatExact = (iso: string): string => exact.format(new Date(iso));

export const fileName = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;
