import { describe, expect, it } from 'vitest';
import { PullProgress, progressFigures } from './pull-progress.ts';

const MIB = 2 ** 20;

function progress(isTerminal: boolean) {
  let now = 0;
  let text = '';
  const shown = new PullProgress(
    10 * MIB,
    isTerminal,
    (more) => {
      text += more;
    },
    () => now,
  );
  return {
    at(ms: number, bytes: number) {
      now = ms;
      shown.report(bytes);
    },
    clear: () => shown.clear(),
    text: () => text,
  };
}

describe('the progress of a download', () => {
  it('is one line every ten percent where there is no terminal', () => {
    const { at, clear, text } = progress(false);
    at(0, 0);
    for (let step = 1; step <= 100; step++) at(step * 20, (step * MIB) / 10);
    clear();
    const lines = text().trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ', 1)[0])).toEqual([
      '0',
      '10',
      '20',
      '30',
      '40',
      '50',
      '60',
      '70',
      '80',
      '90',
      '100',
    ]);
    expect(lines[5]).toBe('50 %  5.0 of 10.0 MiB  5.0 MiB/s  1 s left');
    expect(text()).not.toContain('\x1b');
  });

  it('is a bar on a terminal, drawn ten times a second and when it is full', () => {
    const { at, clear, text } = progress(true);
    at(0, 0);
    for (let ms = 1; ms <= 50; ms++) at(ms, MIB);
    at(120, 5 * MIB);
    at(130, 10 * MIB);
    const drawn = text().split('\r\x1b[K').slice(1);
    expect(drawn).toEqual([
      '[..............................] 0 %  0.0 of 10.0 MiB',
      '[###############...............] 50 %  5.0 of 10.0 MiB',
      '[##############################] 100 %  10.0 of 10.0 MiB',
    ]);
    clear();
    expect(text().endsWith('\r\x1b[K')).toBe(true);
  });

  it('counts what was here before for the share and not for the rate', () => {
    const { at, text } = progress(false);
    at(0, 8 * MIB);
    at(1_000, 9 * MIB);
    expect(text()).toBe('80 %  8.0 of 10.0 MiB\n90 %  9.0 of 10.0 MiB  1.0 MiB/s  1 s left\n');
  });

  it('tells no rate of nothing', () => {
    expect(progressFigures(5 * MIB, 10 * MIB, 0, 10_000)).toBe('50 %  5.0 of 10.0 MiB');
  });
});
