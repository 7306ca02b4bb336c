/** A figure, or a sentence that says why there is none. Nobody ever has to guess what a 0 means. */
export type Reading = { value: number } | { missing: string };

export const known = (value: number): Reading => ({ value });
export const missing = (reason: string): Reading => ({ missing: reason });

/** What the interface says as well, so it is one spelling everywhere. */
export const NOT_REPORTED = 'Not reported by the driver';

export const isKnown = (reading: Reading): reading is { value: number } => 'value' in reading;
export const numberOf = (reading: Reading): number | null => (isKnown(reading) ? reading.value : null);
export const reasonOf = (reading: Reading): string | null => (isKnown(reading) ? null : reading.missing);

/** A figure made of two; missing for the reason of the first that is. */
export function combine(one: Reading, other: Reading, of: (a: number, b: number) => number): Reading {
  if (!isKnown(one)) return one;
  return isKnown(other) ? known(of(one.value, other.value)) : other;
}

/** The sum of all; one that is missing makes the sum unknown as well. */
export function sum(readings: readonly Reading[]): Reading {
  return readings.reduce((total, reading) => combine(total, reading, (a, b) => a + b), known(0));
}

type Values<Name extends string> = { [Key in Name]: number | null };

/** Readings as the API shows them: the values under their names, the reasons of those that are null beside them. */
export function toFigures<Name extends string>(
  readings: Readonly<Record<Name, Reading>>,
): Values<Name> & { not_reported: Partial<Record<Name, string>> } {
  const values: Partial<Values<Name>> = {};
  const not_reported: Partial<Record<Name, string>> = {};
  for (const name of Object.keys(readings) as Name[]) {
    const reading = readings[name];
    values[name] = numberOf(reading) as Values<Name>[Name];
    if (!isKnown(reading)) not_reported[name] = reading.missing;
  }
  return { ...(values as Values<Name>), not_reported };
}
