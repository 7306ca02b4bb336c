import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../../native/contract/http/alerts.ts';
import { alert } from '../../testing/samples.ts';
import type { Look, Told } from './decide.ts';
import { AlertFollower } from './follower.ts';
import { type Message, messagesOf } from './notification-words.ts';
import { mayNotify, permissionOf } from './permission.ts';

class Following {
  alerts: Alert[] = [];
  isDown = false;
  looks = 0;
  /** What each look waits for. */
  gate: Promise<void> = Promise.resolve();
  told: readonly Told[] = [];
  readonly shown: Message[] = [];
  readonly follower = new AlertFollower({
    look: async (): Promise<Look> => {
      this.looks++;
      const alerts = [...this.alerts];
      await this.gate;
      if (this.isDown) throw new Error('The console does not answer');
      return { alerts, desktop: { enabled: true, routes: ['warning', 'critical'] }, cool_down_s: 0, now: 0 };
    },
    tell: (message) => this.shown.push(message),
    read: () => this.told,
    keep: (told) => {
      this.told = told;
    },
  });
  titles = () => this.shown.map(({ title }) => title);
}

describe('following alerts', () => {
  it('tells of what is new and keeps what it told', async () => {
    const following = new Following();
    await following.follower.look();
    following.alerts = [alert({ id: 7 })];
    await following.follower.look();
    expect(following.shown).toEqual([
      { title: 'HighLatency fires, warning', body: 'p95 is 620 ms, over 500 ms', path: '/alerts/7' },
    ]);
    expect(following.told).toMatchObject([{ id: 7, over: false }]);
  });

  it('takes the first answer for the first look where the console could not be asked before', async () => {
    const following = new Following();
    following.isDown = true;
    await following.follower.look();
    following.isDown = false;
    following.alerts = [alert()];
    await following.follower.look();
    expect(following.shown).toEqual([]);
  });

  it('looks once more where something changes while it looks, however often', async () => {
    const following = new Following();
    await following.follower.look();
    let open = () => {};
    following.gate = new Promise((resolve) => {
      open = resolve;
    });
    const looks = [following.follower.look()];
    following.alerts = [alert()];
    looks.push(following.follower.look(), following.follower.look());
    open();
    await Promise.all(looks);
    expect(following.looks).toBe(3);
    expect(following.titles()).toEqual(['HighLatency fires, warning']);
  });
});

describe('the words of a notification', () => {
  const many = ['A', 'B', 'C', 'D', 'E', 'F', 'F'].map((name, at) =>
    alert({ id: at, name, severity: at === 3 ? 'critical' : 'warning' }),
  );

  it('put several together, the worst said', () => {
    expect(messagesOf({ begun: many, over: [] })).toEqual([
      { title: '7 alerts fire, the worst critical', body: 'A, B, C, D, E, and 1 more', path: '/alerts' },
    ]);
    expect(messagesOf({ begun: many.slice(5), over: [] })).toEqual([
      { title: '2 alerts fire, the worst warning', body: 'F (2)', path: '/alerts' },
    ]);
    expect(messagesOf({ begun: [], over: many.slice(0, 2) })).toEqual([
      { title: '2 alerts are over', body: 'A, B', path: '/alerts' },
    ]);
    expect(messagesOf({ begun: [], over: [] })).toEqual([]);
  });

  it('say of one what it is about, and why it is over', () => {
    const one = alert({ name: 'DriftDetected', labels: { feature: 'brightness' } });
    const over: Alert = { ...one, resolved_at: '2025-01-01T12:05:00.000Z', resolved_reason: 'recovered' };
    expect(messagesOf({ begun: [one], over: [over] })).toMatchObject([
      { title: 'DriftDetected, brightness fires, warning' },
      { title: 'DriftDetected, brightness is over', body: 'It was met no longer. It lasted 5 min.' },
    ]);
  });

  it('are no longer than the desktop shell takes', () => {
    const [long] = messagesOf({ begun: [alert({ name: 'N'.repeat(200), description: 'd'.repeat(900) })], over: [] });
    expect(long?.title).toHaveLength(100);
    expect(long?.body).toHaveLength(500);
  });
});

it('the permission is of the shell, of a safe address, and of the browser, in this order', () => {
  expect(permissionOf({ shell: true, isSecure: false, said: 'denied' })).toBe('shell');
  expect(permissionOf({ shell: false, isSecure: false, said: 'denied' })).toBe('unsafe');
  expect(permissionOf({ shell: false, isSecure: true, said: null })).toBe('missing');
  expect(permissionOf({ shell: false, isSecure: true, said: 'default' })).toBe('not_asked');
  expect(permissionOf({ shell: false, isSecure: true, said: 'denied' })).toBe('denied');
  expect(['shell', 'granted', 'denied', 'not_asked'].map((each) => mayNotify(each as never))).toEqual([
    ...[true, true, false, false],
  ]);
});
