/** Steps between ticks of time: seconds of a local clock, and whole days. */
const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200] as const;
const STEPS_DAYS = [1, 2, 5, 7, 14, 30, 90, 365] as const;
const DAY_S = 86_400;

export interface TimeTick {
  /** Milliseconds since 1970. */
  at: number;
  label: string;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const seconds = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });

function startOfDay(t: number): Date {
  const date = new Date(t);
  date.setHours(0, 0, 0, 0);
  return date;
}

/** Midnights of local time, every `step` days; days of the clock change have 23 or 25 hours. */
function dayTicks(from: number, to: number, step: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  const date = startOfDay(from);
  for (; date.getTime() <= to; date.setDate(date.getDate() + step)) {
    if (date.getTime() >= from) ticks.push({ at: date.getTime(), label: day.format(date) });
  }
  return ticks;
}

/** Round moments of local time within the span, at most `most`; at midnight the day stands in place of the time. */
export function timeTicks(from: number, to: number, most: number): TimeTick[] {
  if (!(to > from) || most < 1) return [];
  const least = (to - from) / 1_000 / most;
  const step = STEPS_S.find((each) => each >= least);
  if (step === undefined) {
    const days = STEPS_DAYS.find((each) => each * DAY_S >= least) ?? Math.ceil(least / DAY_S);
    return dayTicks(from, to, days);
  }
  const ticks: TimeTick[] = [];
  const format = step < 60 ? seconds : clock;
  // Counted from local midnight, so that steps of hours fall on round hours wherever the clock is set.
  const midnight = startOfDay(from).getTime();
  for (let at = midnight; at <= to; at += step * 1_000) {
    if (at < from) continue;
    const isMidnight = startOfDay(at).getTime() === at;
    ticks.push({ at, label: isMidnight ? day.format(at) : format.format(at) });
  }
  return ticks;
}

export interface ValueScale {
  low: number;
  high: number;
  ticks: number[];
}

/** A step of 1, 2, 2.5 or 5 times a power of ten that divides a span into at most `most` parts. */
function roundStep(span: number, most: number, whole: boolean): number {
  const least = span / most;
  const power = 10 ** Math.floor(Math.log10(least));
  // A hair of tolerance: 0.3 / 3 is a little more than 0.1.
  const digits = whole && power <= 1 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10];
  return (digits.find((digit) => digit * power >= least * (1 - 1e-9)) ?? 10) * power;
}

/** Round values from at or below `low` to at or above `high`, with at most `most` steps; whole ones where asked for. */
export function valueScale(low: number, high: number, most: number, whole = false): ValueScale {
  const top = high > low ? high : low + Math.max(Math.abs(low) * 0.1, whole ? 1 : 1e-3);
  const step = Math.max(whole ? 1 : 0, roundStep(top - low, most, whole));
  const [first, last] = [Math.floor(low / step + 1e-9), Math.ceil(top / step - 1e-9)];
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
  return { low: ticks[0] as number, high: ticks.at(-1) as number, ticks };
}
