import { badgeOf } from '../../../../../native/contract/alert-badge.ts';
import type { Alert } from '../../../../../native/contract/http/alerts.ts';
import { plural } from '../../../../components/format.ts';
import { labelWords, lastedWords, reasonWords } from '../../alert-words.ts';
import type { News } from './decide.ts';

/** A notification, and the page that it leads to. */
export interface Message {
  title: string;
  body: string;
  path: string;
}

/** As the bridge of the desktop shell takes them, and more than any system shows. */
const LONGEST = { title: 100, body: 500 } as const;
/** So many of a group are named. */
const NAMED = 5;

const cut = (text: string, longest: number) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
const nameOf = (alert: Alert) => [alert.name, labelWords(alert)].filter(Boolean).join(', ');
const message = (title: string, body: string, path: string): Message => ({
  title: cut(title, LONGEST.title),
  body: cut(body, LONGEST.body),
  path,
});

function namesOf(alerts: readonly Alert[]): string {
  const counts = new Map<string, number>();
  for (const { name } of alerts) counts.set(name, (counts.get(name) ?? 0) + 1);
  const names = [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count})`));
  const rest = names.length - NAMED;
  return [...names.slice(0, NAMED), ...(rest > 0 ? [`and ${rest} more`] : [])].join(', ');
}

/** What is told of some alerts: one by itself, several in one message. */
export function messagesOf({ begun, over }: News): Message[] {
  const messages: Message[] = [];
  const [first] = begun;
  const [ended] = over;
  if (begun.length === 1 && first !== undefined) {
    messages.push(message(`${nameOf(first)} fires, ${first.severity}`, first.description, `/alerts/${first.id}`));
  } else if (begun.length > 1) {
    messages.push(message(badgeOf(begun)?.words ?? '', namesOf(begun), '/alerts'));
  }
  if (over.length === 1 && ended !== undefined) {
    const body = `${reasonWords(ended.resolved_reason)} It lasted ${lastedWords(ended, Date.now())}.`;
    messages.push(message(`${nameOf(ended)} is over`, body.trim(), `/alerts/${ended.id}`));
  } else if (over.length > 1) {
    messages.push(message(`${plural(over.length, 'alert')} are over`, namesOf(over), '/alerts'));
  }
  return messages;
}
