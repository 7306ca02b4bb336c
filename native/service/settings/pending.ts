import type { Settings } from '../../contract/http/settings.ts';
import type { LoadPreferences } from '../lifecycle/models.ts';
import type { LiveSettings } from './live-settings.ts';

const sameOrder = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((one, i) => one === b[i]);

/** Fields changed since the start that wait for the next one. */
export function restartNeeded({ stored, atStart }: LiveSettings): (keyof Settings)[] {
  const changed = (['port', 'metrics_listener'] as const).filter(
    (field) => JSON.stringify(stored()[field]) !== JSON.stringify(atStart[field]),
  );
  return changed;
}

/** Fields that the running model was not loaded with; `loadedWith` is null where no model runs. */
export function reloadNeeded({ effective }: LiveSettings, loadedWith: LoadPreferences | null): (keyof Settings)[] {
  if (loadedWith === null) return [];
  const { providers, goal } = effective();
  const fields: (keyof Settings)[] = [];
  if (!sameOrder(providers, loadedWith.providers)) fields.push('providers');
  if (goal !== loadedWith.goal) fields.push('goal');
  return fields;
}
