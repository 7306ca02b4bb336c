import { expect, it } from 'vitest';
import { Latest } from './latest.ts';

it('asks once at a time and no more often than it is to, and says how long an answer is due', async () => {
  let now = 0;
  const answers: ((value: number) => void)[] = [];
  const latest = new Latest(
    () => new Promise<number>((resolve) => answers.push(resolve)),
    100,
    () => now,
  );
  expect(latest.value).toBeNull();

  const first = latest.refresh();
  now = 5_000;
  void latest.refresh();
  expect(answers).toHaveLength(1);
  expect(latest.openFor).toBe(5_000);

  answers[0]?.(7);
  await first;
  expect([latest.value, latest.openFor]).toEqual([7, 0]);
  now = 5_099;
  void latest.refresh();
  expect(answers).toHaveLength(2);
  answers[1]?.(8);
  await latest.refresh();
  now = 5_150;
  await latest.refresh();
  expect(answers).toHaveLength(2);
  expect(latest.value).toBe(8);
});
