import { useState } from 'react';
import type { Channel } from '../../../../native/contract/http/channels.ts';
import { refusalsOf } from '../refusals.ts';
import { type ChannelDraft, checkDraft, type FieldErrors, withoutSaved, withTyped } from './channel-draft.ts';
import { CHANNEL_FIELDS, type ChannelField, type FieldName, textOf } from './channel-fields.ts';
import { useChannelActions } from './channel-queries.ts';
import { channelDrafts, draftOf, keepDraft, useKept } from './kept-draft.ts';

export interface ChannelForm {
  draft: ChannelDraft;
  errors: FieldErrors;
  /** What the console answered to the last attempt to save that is of no field; null where there is none. */
  problem: unknown;
  busy: boolean;
  changes: number;
  text: (field: ChannelField) => string;
  type: (field: ChannelField, text: string) => void;
  discard: () => void;
  /** Whether it was saved. Never rejects: what is refused is in `errors` or `problem`. */
  save: () => Promise<boolean>;
}

/** What is set of a channel with what was typed over it, validated by the contract at every key. */
export function useChannelForm(channel: Channel): ChannelForm {
  const { name } = channel;
  const draft = draftOf(useKept(channelDrafts), name);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { put } = useChannelActions();
  const checked = checkDraft(name, draft);
  const fields = CHANNEL_FIELDS[name].map((field) => field.name);
  const refused = refusalsOf<FieldName>(error, fields);
  const keep = (next: ChannelDraft) => {
    setError(null);
    keepDraft(name, next);
  };
  return {
    draft,
    errors: { ...refused, ...(!checked.ok && checked.errors) },
    problem: error !== null && (refused === null || refused.other !== undefined) ? error : null,
    busy,
    changes: Object.keys(draft).length,
    text: (field) => draft[field.name] ?? textOf(channel, field),
    type: (field, text) => keep(withTyped(draft, field, text, channel)),
    discard: () => keep({}),
    async save() {
      if (!checked.ok || busy) return false;
      setBusy(true);
      setError(null);
      try {
        await put(name, checked.body);
        keepDraft(name, withoutSaved(draftOf(channelDrafts.get(), name), draft));
        return true;
      } catch (cause) {
        setError(cause);
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
