import { Settings } from '../../contract/http/settings.ts';

/**
 * Settings from the text they were kept as; the defaults where there is none. What a field holds that is no longer
 * usable (or a newer Vigil added) is left out and its default taken, and the rest stays: `dropped` says which and why.
 */
export function parseStoredSettings(text: string | null): { settings: Settings; dropped: string[] } {
  if (text === null) return { settings: Settings.parse({}), dropped: [] };
  const stored = parseObject(text);
  if (stored === null) return { settings: Settings.parse({}), dropped: ['all of them: this is no JSON object'] };
  const whole = Settings.safeParse(stored);
  if (whole.success) return { settings: whole.data, dropped: [] };
  const { issues } = whole.error;
  const broken = new Set(
    issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [String(issue.path[0])],
    ),
  );
  const sound = Object.fromEntries(Object.entries(stored).filter(([field]) => !broken.has(field)));
  return {
    settings: Settings.parse(sound),
    dropped: issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)),
  };
}

function parseObject(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
