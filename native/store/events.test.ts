import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from './open.ts';
import { START, temporaryFolders } from './testing/records.ts';
import type { Store } from './types.ts';

const folders = temporaryFolders();
let store: Store;
beforeEach(() => {
  store = openStore(folders.make());
});
afterEach(() => {
  store.close();
  folders.remove();
});

it('events come back newest first, by time and kind', () => {
  for (let k = 0; k < 4; k++) {
    store.addEvent({ at: START + k, kind: k % 2 === 0 ? 'model_loaded' : 'drift_reset', title: `${k}`, detail: { k } });
  }
  const titles = (filter: object) => store.listEvents({ limit: 10, ...filter }).map(({ title }) => title);
  expect(titles({})).toEqual(['3', '2', '1', '0']);
  expect(titles({ limit: 1 })).toEqual(['3']);
  expect(titles({ from: START + 1, to: START + 2 })).toEqual(['2', '1']);
  expect(titles({ kinds: ['drift_reset', 'alert'] })).toEqual(['3', '1']);
  expect(store.listEvents({ limit: 1 })).toEqual([
    { id: 4, at: new Date(START + 3).toISOString(), kind: 'drift_reset', title: '3', detail: { k: 3 } },
  ]);
});

it('events are kept up to 20,000, the newest', () => {
  const detail = {};
  for (let k = 0; k < 20_500; k++) store.addEvent({ at: START, kind: 'alert', title: '', detail });
  const [newest] = store.listEvents({ limit: 1 });
  expect([newest?.id, store.listEvents({ limit: 30_000 }).length]).toEqual([20_500, 20_000]);
});
