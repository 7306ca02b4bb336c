import { useSyncExternalStore } from 'react';
import { type FormChanges, type SettingsForm, withChange } from './settings-form.ts';

/** Changes made on the page and not saved yet. They outlast the page, so that leaving it loses nothing. */
export class SettingsDraft {
  #changes: FormChanges = {};
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly get = (): FormChanges => this.#changes;

  /** Takes a change up; one back to what is saved takes it out. */
  change(change: FormChanges, saved: SettingsForm): void {
    this.#set(withChange(this.#changes, change, saved));
  }

  readonly discard = (): void => this.#set({});

  /** After saving: what was saved is no change any more, what was typed meanwhile still is. */
  settle(saved: SettingsForm): void {
    this.#set(withChange(this.#changes, {}, saved));
  }

  #set(changes: FormChanges): void {
    this.#changes = changes;
    for (const listener of this.#listeners) listener();
  }
}

export const settingsDraft = new SettingsDraft();

export const useSettingsDraft = (): FormChanges => useSyncExternalStore(settingsDraft.subscribe, settingsDraft.get);
