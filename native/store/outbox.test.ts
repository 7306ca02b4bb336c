import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../contract/http/alerts.ts';
import { openStore } from './open.ts';
import type { NewNotice } from './outbox-types.ts';
import { START, temporaryFolders } from './testing/records.ts';
import type { Store } from './types.ts';

const folders = temporaryFolders();
let folder: string;
let store: Store;
beforeEach(() => {
  folder = folders.make();
  store = openStore(folder);
});
afterEach(() => {
  store.close();
  folders.remove();
});

const DAY = 24 * 60 * 60_000;
const alert = (id: number) => ({ id, name: 'HighPSI', labels: { feature: 'contrast' } }) as unknown as Alert;
const notice = (id: number, kind: NewNotice['kind'] = 'firing', channel = 'slack'): NewNotice => ({
  ...{ channel, kind, alert: alert(id), alert_key: 'HighPSI contrast', due_at: START + 10_000 },
});
const waiting = (channel = 'slack') => store.outbox.waiting(channel).map(({ kind, alert: { id } }) => `${kind} ${id}`);
const ids = (channel = 'slack') => store.outbox.waiting(channel).map(({ id }) => id);

describe('the outbox', () => {
  it('takes a notification of an alert once for each channel, for the next console as well', () => {
    store.outbox.add([notice(1), notice(1, 'firing', 'email')], START);
    store.outbox.add([notice(1), notice(2)], START);
    store.close();
    store = openStore(folder);
    expect([waiting(), waiting('email')]).toEqual([['firing 1', 'firing 2'], ['firing 1']]);
    expect(store.outbox.waiting('email')).toEqual([
      {
        ...{
          id: 2,
          channel: 'email',
          alert_key: 'HighPSI contrast',
          kind: 'firing',
          alert: alert(1),
          state: 'waiting',
        },
        ...{ message: null, attempts: 0, created_at: START, due_at: START + 10_000 },
      },
    ]);
    store.outbox.sent(ids(), 'slack', START + 1);
    store.outbox.add([notice(1)], START);
    expect(waiting()).toEqual([]);
    expect(store.outbox.toldAt('slack', 'HighPSI contrast')).toBe(START + 1);
    expect(store.outbox.toldAt('email', 'HighPSI contrast')).toBeNull();
  });

  it('keeps an end back until its beginning has gone, and asks for no other', () => {
    store.outbox.add([notice(1)], START);
    expect(store.outbox.open()).toMatchObject([{ alert_id: 1, channel: 'slack', state: 'waiting', attempts: 0 }]);
    store.outbox.add([notice(1, 'resolved')], START);
    expect([store.outbox.open(), waiting()]).toEqual([[], ['firing 1']]);
    store.outbox.sent(ids(), 'slack', START);
    expect(waiting()).toEqual(['resolved 1']);
  });

  it('keeps the message and counts the attempts of what is tried again', () => {
    store.outbox.add([notice(1)], START);
    for (const due of [20, 30]) {
      store.outbox.assign(ids(), 'm1');
      store.outbox.failed(ids(), 'slack', 'it is down', START, START + due);
    }
    expect(store.outbox.waiting('slack')).toMatchObject([{ message: 'm1', attempts: 2, due_at: START + 30 }]);
    store.outbox.hurry('slack', START);
    expect(store.outbox.waiting('slack')).toMatchObject([{ due_at: START }]);
    expect(store.outbox.states()).toEqual([
      { channel: 'slack', waiting: 1, succeeded_at: null, failed_at: START, error: 'it is down' },
    ]);
    store.outbox.mark('slack', null, START + 5);
    expect(store.outbox.states()).toMatchObject([{ succeeded_at: START + 5, failed_at: START, error: 'it is down' }]);
  });

  it('gives up an end with its beginning, and neither comes back', () => {
    store.outbox.add([notice(1)], START);
    store.outbox.add([notice(1, 'resolved')], START);
    store.outbox.failed(ids(), 'slack', 'it is down', START, null);
    store.outbox.add([notice(1)], START);
    expect([waiting(), store.outbox.open(), store.outbox.states()[0]?.waiting]).toEqual([[], [], 0]);
  });

  it('takes back what was not sent, as if it had never been written', () => {
    store.outbox.add([notice(1), notice(2)], START);
    const [first = 0, second = 0] = ids();
    store.outbox.sent([second], 'slack', START);
    store.outbox.withdraw([first, second]);
    expect(store.outbox.open()).toMatchObject([{ alert_id: 2, state: 'sent' }]);
    store.outbox.add([notice(1), notice(2)], START);
    expect(waiting()).toEqual(['firing 1']);
  });

  it('forgets what was over 90 days ago, but not that somebody is still to be told of an end', () => {
    store.outbox.add([notice(1), notice(2)], START);
    store.outbox.sent(ids(), 'slack', START);
    store.outbox.add([notice(1, 'resolved')], START);
    store.outbox.sent(ids(), 'slack', START);
    store.outbox.add([notice(3)], START + 91 * DAY);
    expect(store.outbox.open().map(({ alert_id }) => alert_id)).toEqual([2, 3]);
    // Of the first nothing is known any more.
    store.outbox.add([notice(1), notice(2)], START + 91 * DAY);
    expect(waiting()).toEqual(['firing 3', 'firing 1']);
  });
});
