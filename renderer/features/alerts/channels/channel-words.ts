import type { AlertSeverity } from '../../../../native/contract/http/alerts.ts';
import type { Channel, ChannelList } from '../../../../native/contract/http/channels.ts';
import { CHANNEL_LABELS } from './channel-fields.ts';
import { SEVERITIES } from './routing-draft.ts';

export type ChannelState = 'not_set_up' | 'off' | 'failing' | 'works' | 'ready';

/** How a channel fares: what it is, before how it went the last time. */
export function stateOf({ configured, enabled, last_error_at, last_success_at }: Channel): ChannelState {
  if (!configured) return 'not_set_up';
  if (!enabled) return 'off';
  // Both are ISO 8601 in UTC with milliseconds, which sort as they follow.
  if (last_error_at !== null && (last_success_at === null || last_error_at > last_success_at)) return 'failing';
  return last_success_at === null ? 'ready' : 'works';
}

/** Whether it tells, or tries to. */
export const isTelling = ({ configured, enabled }: Pick<Channel, 'configured' | 'enabled'>): boolean =>
  configured && enabled;

const list = new Intl.ListFormat('en', { type: 'conjunction' });
export const inWords = (words: readonly string[]): string => list.format(words);
const namesOf = (channels: readonly Pick<Channel, 'name'>[]) =>
  inWords(channels.map(({ name }) => CHANNEL_LABELS[name]));

/** Who is told, and who could not be, in a sentence. */
export function channelsSentence(channels: readonly Channel[]): string {
  const telling = channels.filter(isTelling);
  const failing = telling.filter((channel) => stateOf(channel) === 'failing');
  const trouble = failing.length === 0 ? '' : `; ${namesOf(failing)} failed last`;
  if (telling.length === 0) return 'No channel tells of alerts';
  return `${namesOf(telling)} ${telling.length === 1 ? 'tells' : 'tell'} of alerts${trouble}`;
}

export const severityWords = (severities: readonly AlertSeverity[]): string =>
  severities.length === 0 ? 'no severity' : inWords(SEVERITIES.filter((severity) => severities.includes(severity)));

const are = (count: number) => (count === 1 ? 'is' : 'are');

/** What of a routing comes to nothing: channels that cannot send or are off, severities that nobody is told of. */
export function routingGaps(
  routing: Readonly<Record<AlertSeverity, readonly Channel['name'][]>>,
  channels: readonly Channel[],
): string[] {
  const routed = channels.filter(({ name }) => SEVERITIES.some((severity) => routing[severity].includes(name)));
  const notSetUp = routed.filter((channel) => stateOf(channel) === 'not_set_up');
  const off = routed.filter((channel) => stateOf(channel) === 'off');
  const telling = channels.filter(isTelling);
  // An info is for the page alone, unless somebody wants it elsewhere.
  const unheard = (['critical', 'warning'] as const).filter(
    (severity) => !telling.some(({ name }) => routing[severity].includes(name)),
  );
  return [
    ...(notSetUp.length === 0
      ? []
      : [`${namesOf(notSetUp)} ${are(notSetUp.length)} ticked but not set up: nobody is told there.`]),
    ...(off.length === 0 ? [] : [`${namesOf(off)} ${are(off.length)} ticked but switched off: nobody is told there.`]),
    ...(unheard.length === 0 ? [] : [`Nobody is told of ${inWords(unheard)} alerts; they are on the page alone.`]),
  ];
}

/** Where secrets are kept. */
export const SECRETS_KEPT_BY = {
  system: 'Secrets are encrypted with a key that the key store of this system keeps.',
  file: 'Secrets are kept in channel-secrets.json of the data folder, which its owner alone can read.',
} as const satisfies Record<ChannelList['secrets_kept_by'], string>;
