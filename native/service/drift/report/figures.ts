/** Three significant digits, four of what is above 1; a dash where there is no value. */
export function figure(value: number | null): string {
  if (value === null) return '–';
  const rounded = Number(value.toPrecision(Math.abs(value) >= 1 ? 4 : 3));
  return Math.abs(rounded) >= 1e6 || (rounded !== 0 && Math.abs(rounded) < 1e-3)
    ? rounded.toExponential(2)
    : String(rounded);
}

/** `2026-11-21 15:04:05 UTC`. */
export const moment = (iso: string | null) => (iso === null ? '–' : `${iso.slice(0, 19).replace('T', ' ')} UTC`);
