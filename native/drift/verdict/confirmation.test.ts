import { describe, expect, it } from 'vitest';
import { ConfirmationPhase, DriftConfig } from '../../contract/drift.ts';
import { toWindow, uniformNumbers } from '../testing/windows.ts';
import { checkDrift } from './check.ts';
import { type Confirmation, confirm, type Finding, NO_ALARMS, observeVerdict, QUIET } from './confirmation.ts';

const LETTERS: Readonly<Record<string, Finding | null>> = { '.': 'none', h: 'hint', D: 'drift', '?': null };

/** The phases after each of these checks, one each 10 samples with windows of 50: `.` none, `h` hint, `D` drift. */
function phases(findings: string): string {
  let state: Confirmation = QUIET;
  return [...findings]
    .map((letter, index) => {
      state = confirm(state, { end: 50 + 10 * index, size: 50, finding: LETTERS[letter] ?? null });
      ConfirmationPhase.parse(state.phase);
      return { quiet: 'q', suspected: 's', confirmed: 'c', clearing: 'l' }[state.phase.phase];
    })
    .join('');
}

describe('confirmation', () => {
  it.each([
    ['stays quiet', '......', 'qqqqqq'],
    ['takes overlapping windows for one', '.DDDDD....', 'qsssssqqqq'],
    ['is confirmed by a window that shares no sample', '.DDDDDD', 'qsssssc'],
    ['is confirmed five checks later though others found none', 'D....D', 'sqqqqc'],
    ['takes a hint in the earlier window', 'h....D', 'sqqqqc'],
    ['but not in the later', 'D....h', 'sqqqqs'],
    ['is over when two windows without a common sample find none', 'DDDDDD......', 'sssssclllllq'],
    ['comes back from clearing', 'DDDDDD..DD', 'ssssscllcc'],
    ['passes over checks without a verdict', 'D??????D', 'sssssssc'],
    ['needs an earlier window at all', 'D', 's'],
  ])('%s', (_, findings, wanted) => {
    expect(phases(findings)).toBe(wanted);
  });

  it('says since when, and tells clearing from confirmed', () => {
    let state: Confirmation = QUIET;
    for (const end of [50, 60, 70, 80, 90, 100]) state = confirm(state, { end, size: 50, finding: 'drift' });
    expect(state.phase).toEqual({ phase: 'confirmed', since: 100 });
    state = confirm(state, { end: 110, size: 50, finding: 'none' });
    expect(state.phase).toEqual({ phase: 'clearing', since: 110, confirmed_since: 100 });
    expect(confirm(state, { end: 120, size: 50, finding: 'drift' }).phase).toEqual({ phase: 'confirmed', since: 100 });
    state = confirm(state, { end: 160, size: 50, finding: 'none' });
    expect(state.phase).toEqual({ phase: 'quiet' });
  });

  it('keeps no more checks than it needs', () => {
    let state: Confirmation = QUIET;
    for (let end = 50; end < 5_000; end += 10) state = confirm(state, { end, size: 50, finding: 'none' });
    expect(state.checks.length).toBe(6);
  });
});

describe('alarms', () => {
  const config = DriftConfig.parse({});
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const windowOf = (count: number, seed: number, moved: number) =>
    toWindow(Object.fromEntries(names.map((name, k) => [name, uniformNumbers(count, seed + k, k < moved ? 0.6 : 0)])));
  const reference = windowOf(100, 1, 0);
  const alarmsAfter = (...moved: number[]) => {
    let alarms = NO_ALARMS;
    for (const [index, count] of moved.entries()) {
      const verdict = checkDrift(reference, windowOf(50, 100 * (index + 1), count), config);
      alarms = observeVerdict(alarms, verdict, { end: 50 * (index + 1), size: 50, config });
    }
    return alarms;
  };

  it('are confirmed for each feature and for the data set', () => {
    const alarms = alarmsAfter(3, 3);
    expect(alarms.dataset.phase).toEqual({ phase: 'confirmed', since: 100 });
    expect(names.map((name) => alarms.features[name]?.phase.phase)).toEqual([
      ...new Array<string>(3).fill('confirmed'),
      ...new Array<string>(3).fill('quiet'),
    ]);
  });

  it('take a third of the features in the earlier window for a hint', () => {
    expect(alarmsAfter(2, 3).dataset.phase.phase).toBe('confirmed');
    expect(alarmsAfter(1, 3).dataset.phase.phase).toBe('suspected');
    expect(alarmsAfter(3, 2).dataset.phase.phase).toBe('suspected');
    expect(alarmsAfter(0, 0).dataset.phase.phase).toBe('quiet');
  });
});
