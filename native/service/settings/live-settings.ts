import type { Settings } from '../../contract/http/settings.ts';
import type { Log } from '../../logging/types.ts';
import type { Store } from '../../store/types.ts';
import { parseStoredSettings } from './stored-settings.ts';

const KEY = 'settings';

/** What the command line states for this run; it wins over the settings and is never kept. */
export type SettingsOverrides = Partial<Pick<Settings, 'port' | 'retention' | 'providers' | 'goal'>>;

/** The settings of a running console. */
export interface LiveSettings {
  /** As the user set them. */
  stored(): Settings;
  /** As they were kept when the console started. */
  readonly atStart: Settings;
  /** As they hold now: those of the command line in place of the stored ones. */
  effective(): Settings;
  /** Keeps them and tells the listeners. Throws `storage_failed`, and then nothing has changed. */
  replace(settings: Settings): void;
  /** Called after each change. */
  onChange(listener: () => void): void;
}

/** Reads the settings from the store once; from then on this is the only writer. */
export function openSettings(store: Store, overrides: SettingsOverrides, log: Log): LiveSettings {
  const { settings: atStart, dropped } = parseStoredSettings(store.getSetting(KEY));
  if (dropped.length > 0) log.warn({ dropped }, `defaults stand in for unusable settings: ${dropped.join('; ')}`);
  const listeners: (() => void)[] = [];
  let stored = atStart;
  return {
    stored: () => stored,
    atStart,
    effective: () => ({ ...stored, ...overrides }),
    replace(settings) {
      store.putSetting(KEY, JSON.stringify(settings));
      stored = settings;
      for (const listener of listeners) listener();
    },
    onChange(listener) {
      listeners.push(listener);
    },
  };
}
