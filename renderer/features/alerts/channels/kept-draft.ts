import { useSyncExternalStore } from 'react';
import type { ChannelName } from '../../../../native/contract/http/channels.ts';
import type { ChannelDraft } from './channel-draft.ts';
import type { RoutingForm } from './routing-draft.ts';

/** Something typed and not saved yet. It outlasts the page, so that leaving it loses nothing. */
export class Kept<Value> {
  #value: Value;
  readonly #listeners = new Set<() => void>();

  constructor(value: Value) {
    this.#value = value;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly get = (): Value => this.#value;

  set(value: Value): void {
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }
}

type ChannelDrafts = Readonly<Partial<Record<ChannelName, ChannelDraft>>>;
const NOTHING: ChannelDraft = {};

export const channelDrafts = new Kept<ChannelDrafts>({});
/** Null while nothing of it was changed. */
export const routingDraft = new Kept<RoutingForm | null>(null);

export const draftOf = (drafts: ChannelDrafts, name: ChannelName): ChannelDraft => drafts[name] ?? NOTHING;
export const keepDraft = (name: ChannelName, draft: ChannelDraft): void =>
  channelDrafts.set({ ...channelDrafts.get(), [name]: draft });
export const useKept = <Value>(kept: Kept<Value>): Value => useSyncExternalStore(kept.subscribe, kept.get);

const hasUnsaved = (): boolean =>
  routingDraft.get() !== null || Object.values(channelDrafts.get()).some((draft) => Object.keys(draft).length > 0);

// One function for good: adding it again changes nothing, and it must outlast the page as the drafts do.
const askBeforeUnload = (event: BeforeUnloadEvent): void => {
  if (hasUnsaved()) event.preventDefault();
};

/** Closing the window asks first while something is not saved. */
export const guardDrafts = (): void => window.addEventListener('beforeunload', askBeforeUnload);
