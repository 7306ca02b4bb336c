import { DriftConfig } from '../../contract/drift.ts';
import type { Log } from '../../logging/types.ts';
import type { Store } from '../../store/types.ts';

const KEY = 'drift_config';

/** As it was last set; the recommended one where it was never, or is of a form that is no longer read. */
export function readConfig(store: Pick<Store, 'getSetting'>, log: Log): DriftConfig {
  const text = store.getSetting(KEY);
  if (text === null) return DriftConfig.parse({});
  try {
    return DriftConfig.parse(JSON.parse(text));
  } catch (error) {
    log.warn({ err: error }, 'the kept rules of drift cannot be read; the recommended ones hold');
    return DriftConfig.parse({});
  }
}

/** Throws `storage_failed`. */
export function saveConfig(store: Pick<Store, 'putSetting'>, config: DriftConfig): void {
  store.putSetting(KEY, JSON.stringify(config));
}
