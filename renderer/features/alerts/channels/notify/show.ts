import { desktop } from '../../../../app/desktop.ts';
import type { TestOutcome } from '../ChannelTester.tsx';
import type { Message } from './notification-words.ts';

/** A notification that the system neither shows nor refuses for so long was taken in silence. */
const PATIENCE_MS = 3_000;

/** Shows a message; a click on it brings the page to the front and calls `open` with where it leads. */
export function show({ title, body, path }: Message, open: (path: string) => void): Notification | null {
  const shell = desktop();
  if (shell !== null) {
    shell.notify({ title, body }).then(
      (clicked) => {
        if (clicked) open(path);
      },
      () => {},
    );
    return null;
  }
  const notification = new Notification(title, { body });
  notification.onclick = () => {
    window.focus();
    notification.close();
    open(path);
  };
  return notification;
}

const TEST: Message = {
  title: 'A test of Vigil',
  body: 'Notifications of alerts look like this. Nothing is wrong.',
  path: '/alerts/channels',
};

/** Shows a notification now and says what came of it. Rejects where this browser cannot make one. */
export async function testNotification(open: (path: string) => void): Promise<TestOutcome> {
  const began = performance.now();
  const answer = (sent: boolean, detail: string): TestOutcome => ({ sent, detail, took_ms: performance.now() - began });
  const notification = show(TEST, open);
  if (notification === null) return answer(true, 'The system was asked to show a notification.');
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve(answer(true, 'The browser took it. If none is seen, look at what the system lets browsers show.')),
      PATIENCE_MS,
    );
    const settle = (outcome: TestOutcome) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    notification.onshow = () => settle(answer(true, 'The browser shows it.'));
    notification.onerror = () =>
      settle(
        answer(false, 'The system did not show it. Allow notifications of this browser in the settings of the system.'),
      );
  });
}
