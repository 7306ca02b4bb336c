import type { Window } from '../../native/drift/verdict/window.ts';
import { CONFIG, forRules, RULES, type Rule, startWatch } from './rules.ts';

/** Images as they come, and the reference that they are held against. */
export interface Stream {
  reference: Window;
  images: number;
  /** The images from `from` on and before `to`, counted from 0. */
  window(from: number, to: number): Window;
}

/** Which rules raise an alarm somewhere in a stream. */
export function anyAlarms(stream: Stream): Record<Rule, boolean> {
  const found = forRules(() => false);
  watch(stream, null, (_, alarms) => {
    for (const rule of RULES) found[rule] ||= alarms[rule];
    return true;
  });
  return found;
}

/** After how many images from `onset` on each rule raises an alarm, null where it never does. Those before are not found. */
export function firstAlarms(stream: Stream, onset: number, about: string | null = null): Record<Rule, number | null> {
  const delays = forRules<number | null>(() => null);
  watch(stream, about, (end, alarms) => {
    if (end <= onset) return true;
    for (const rule of RULES) if (alarms[rule]) delays[rule] ??= end - onset;
    return RULES.some((rule) => delays[rule] === null);
  });
  return delays;
}

/** One check each `step` images, from the first full window on, until `see` answers false. */
function watch(
  { reference, images, window }: Stream,
  about: string | null,
  see: (end: number, alarms: Record<Rule, boolean>) => boolean,
): void {
  const { current_size, step } = CONFIG;
  const next = startWatch(about);
  for (let end = current_size; end <= images; end += step) {
    if (!see(end, next({ reference, current: window(end - current_size, end), end }))) return;
  }
}
