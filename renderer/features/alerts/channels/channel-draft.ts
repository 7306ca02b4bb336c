import type { z } from 'zod';
import {
  CHANNEL_BODIES,
  type Channel,
  type ChannelBody,
  type ChannelName,
} from '../../../../native/contract/http/channels.ts';
import type { Refusals } from '../refusals.ts';
import { CHANNEL_FIELDS, type ChannelField, type FieldName, textOf } from './channel-fields.ts';

/** What was typed into the fields of a channel and is not what is set. Of a secret: what is to replace it. */
export type ChannelDraft = Readonly<Partial<Record<FieldName, string>>>;
export type FieldErrors = Refusals<FieldName>;

/** Takes up what is typed into a field; what says the same as is set is no change, nor is an empty secret. */
export function withTyped(draft: ChannelDraft, field: ChannelField, text: string, channel: Channel): ChannelDraft {
  const { [field.name]: _, ...others } = draft;
  return text === textOf(channel, field) ? others : { ...others, [field.name]: text };
}

/** After `sent` was saved: what was typed meanwhile is still a change. */
export const withoutSaved = (draft: ChannelDraft, sent: ChannelDraft): ChannelDraft =>
  Object.fromEntries(Object.entries(draft).filter(([field, text]) => sent[field as FieldName] !== text));

const partsOf = (text: string): string[] =>
  text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** What a field says, as the API takes it: an empty one is cleared. What is no number stays as it was typed, to be refused. */
function toValue({ kind }: ChannelField, typed: string): unknown {
  const text = typed.trim();
  if (text === '') return null;
  if (kind === 'list') return partsOf(text);
  return kind === 'number' && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

export type CheckedDraft = { ok: true; body: ChannelBody } | { ok: false; errors: FieldErrors };

/** The changes as the API takes them, or what is wrong with them, by field, found by the schema of the API itself. */
export function checkDraft(name: ChannelName, draft: ChannelDraft): CheckedDraft {
  const values = CHANNEL_FIELDS[name].flatMap((field) => {
    const text = draft[field.name];
    return text === undefined ? [] : [[field.name, toValue(field, text)] as const];
  });
  const body = Object.fromEntries(values);
  const parsed = CHANNEL_BODIES[name].safeParse(body);
  if (parsed.success) return { ok: true, body: parsed.data };
  const errors: FieldErrors = {};
  for (const issue of parsed.error.issues) {
    const [at, index] = issue.path;
    const field = CHANNEL_FIELDS[name].find((each) => each.name === at)?.name ?? 'other';
    const value: unknown = body[field];
    const which = Array.isArray(value) && typeof index === 'number' ? String(value[index]) : null;
    errors[field] ??= wordsOf(issue, which);
  }
  return { ok: false, errors };
}

/** `which` of several is refused; null where there is one. */
function wordsOf(issue: z.core.$ZodIssue, which: string | null): string {
  const about = which === null ? '' : `${which}: `;
  if (issue.code === 'invalid_type') return 'A whole number is needed.';
  if (issue.code === 'too_small') return `At least ${issue.minimum}.`;
  if (issue.code === 'too_big')
    return issue.origin === 'string' ? `At most ${issue.maximum} characters.` : `At most ${issue.maximum}.`;
  if (issue.code === 'invalid_format' && issue.format === 'email') return `${about}This is no e-mail address.`;
  return `${about}${issue.message.charAt(0).toUpperCase()}${issue.message.slice(1)}.`;
}

/** A secret is given to nobody at a new address: the console forgets it where one of these changes. */
const ADDRESS: readonly FieldName[] = ['host', 'port', 'security', 'api'];

/** The secrets that are set and that saving these changes would make the console forget. */
export function forgottenSecrets(
  { name, secrets }: Pick<Channel, 'name' | 'secrets'>,
  draft: ChannelDraft,
): FieldName[] {
  if (!ADDRESS.some((field) => draft[field] !== undefined)) return [];
  return CHANNEL_FIELDS[name]
    .filter(({ name: field, kind }) => kind === 'secret' && secrets[field] === true && draft[field] === undefined)
    .map(({ name: field }) => field);
}

/** Labels of the fields that the channel would still need with these changes, before it can send. */
export function missingFields(channel: Channel, draft: ChannelDraft): string[] {
  const fields = CHANNEL_FIELDS[channel.name];
  const forgotten = forgottenSecrets(channel, draft);
  const isFilled = (field: ChannelField) =>
    field.kind === 'secret'
      ? draft[field.name] !== undefined || (channel.secrets[field.name] === true && !forgotten.includes(field.name))
      : (draft[field.name] ?? textOf(channel, field)).trim() !== '';
  const user = fields.find(({ name }) => name === 'user');
  const hasUser = user !== undefined && isFilled(user);
  const isNeeded = ({ name, needed }: ChannelField) => needed === true || (name === 'password' && hasUser);
  return fields.filter((field) => isNeeded(field) && !isFilled(field)).map(({ label }) => label);
}
