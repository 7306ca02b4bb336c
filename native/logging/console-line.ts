import { styleText } from 'node:util';

const COLOURS: Readonly<Record<string, 'gray' | 'yellow' | 'red'>> = { warn: 'yellow', error: 'red', fatal: 'red' };

/**
 * One log line for people: local time, level, component, message and, where there is one, the message of the error.
 * Coloured where stderr is a terminal that wants it. Control characters are shown escaped: names of files and headers
 * come from outside and must not move the cursor.
 */
export function consoleLine(json: string): string {
  const line: Record<string, unknown> = JSON.parse(json);
  const level = String(line['level']);
  const time = new Date(String(line['time'])).toTimeString().slice(0, 8);
  const error = messageOf(line['err']) ?? messageOf(line['error']);
  const message = String(line['msg'] ?? '');
  const text = error === null || message.includes(error) ? message : message === '' ? error : `${message}: ${error}`;
  const label = styleText(COLOURS[level] ?? 'gray', level.padEnd(5), { stream: process.stderr });
  return `${time} ${label} ${line['component'] ?? 'vigil'}: ${visible(text)}\n`;
}

function messageOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('message' in error)) return null;
  return String(error.message);
}

function visible(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1));
}
