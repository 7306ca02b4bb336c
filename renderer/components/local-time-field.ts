/** ISO 8601 as the local time that a `datetime-local` field holds, to the second; empty for none. */
export function toTimeField(iso: string | null): string {
  if (iso === null) return '';
  const moment = new Date(iso);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** What such a field holds as ISO 8601 UTC; null where it is empty. */
export const fromTimeField = (text: string): string | null => (text === '' ? null : new Date(text).toISOString());
