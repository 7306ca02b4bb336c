import { expect, it } from 'vitest';
import { CursorStore } from './cursor-store.ts';

it('the cursor is told of once a move, and taken away only by the chart that has it', () => {
  const store = new CursorStore();
  let told = 0;
  const leave = store.subscribe(() => told++);
  store.set({ at: 5, by: 'a' });
  store.set({ at: 5, by: 'a' });
  expect(told).toBe(1);
  store.leave('b');
  expect(store.get()).toEqual({ at: 5, by: 'a' });
  store.leave('a');
  expect(store.get()).toBeNull();
  leave();
  store.set({ at: 6, by: 'a' });
  expect(told).toBe(2);
});
