import type { ChannelConfig, JsonRequest, Message, Told } from './types.ts';
import { headlineOf, sentenceOf, titleOf } from './wording.ts';

/** Slack shows no more of one message. */
const MOST = 20;
const COLOURS = { critical: '#d92d20', warning: '#f79009', info: '#2e90fa' } as const;
const RESOLVED = '#12b76a';

/** What has a meaning in the text of a message; see Slack's "Escaping text". */
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** An incoming webhook. Slack has no way to tell a repeated message: the id stands in the footer for people. */
export function slackRequest(message: Message, { url }: Extract<ChannelConfig, { name: 'slack' }>): JsonRequest {
  const { told, origin } = message;
  const more = told.length > MOST ? ` (the first ${MOST} of ${told.length})` : '';
  const attachment = (one: Told) => ({
    color: one.to === 'resolved' ? RESOLVED : COLOURS[one.alert.severity],
    fallback: escaped(titleOf(one)),
    title: escaped(titleOf(one)),
    ...(origin.url !== null && { title_link: `${origin.url}/alerts` }),
    text: escaped(sentenceOf(one)),
    fields: [
      { title: 'Severity', value: one.alert.severity, short: true },
      { title: 'Component', value: escaped(one.alert.component), short: true },
    ],
    footer: escaped(`Vigil on ${origin.machine}, message ${message.id}`),
    ts: Math.floor(Date.parse(one.alert.resolved_at ?? one.alert.fired_at ?? one.alert.started_at) / 1_000),
  });
  return {
    url,
    headers: {},
    body: { text: escaped(`${headlineOf(message)}${more}`), attachments: told.slice(0, MOST).map(attachment) },
  };
}
