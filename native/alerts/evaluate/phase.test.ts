import { describe, expect, it } from 'vitest';
import { advance, gapOf, MISSING_GRACE_S, type Observation, type Phase, withdraw } from './phase.ts';

const SECOND = 1_000;
const INTERVAL_S = 15;
const met: Observation = { kind: 'met', value: 1 };
const not_met: Observation = { kind: 'not_met', value: 0 };
const missing: Observation = { kind: 'missing' };

/** The phase after each of observations at the given times, in seconds. */
function run(steps: readonly [at_s: number, Observation][], patience: { for_s?: number; keep_firing_for_s?: number }) {
  let phase: Phase = { phase: 'inactive' };
  let before: number | null = null;
  return steps.map(([at_s, observation]) => {
    const at = at_s * SECOND;
    const clock = { at, before, interval_s: INTERVAL_S };
    phase = advance(phase, observation, { for_s: 0, keep_firing_for_s: 0, ...patience }, clock);
    before = at;
    return phase;
  });
}
const names = (phases: readonly Phase[]) => phases.map(({ phase }) => phase);

describe('for', () => {
  it('fires at the evaluation at which it is reached, and at the first one where it is 0', () => {
    const steps = [0, 15, 30, 45].map((at): [number, Observation] => [at, met]);
    expect(names(run(steps, { for_s: 30 }))).toEqual(['pending', 'pending', 'firing', 'firing']);
    expect(names(run(steps, { for_s: 31 }))).toEqual(['pending', 'pending', 'pending', 'firing']);
    expect(names(run(steps, {}))).toEqual(['firing', 'firing', 'firing', 'firing']);
    expect(run(steps, { for_s: 30 }).at(-1)).toEqual({
      ...{ phase: 'firing', since: 0, fired_at: 30 * SECOND },
      ...{ not_met_since: null, missing_since: null },
    });
  });

  it('begins anew after an evaluation that does not meet it, or has no figures', () => {
    const phases = (broken: Observation) =>
      names(
        run(
          [
            [0, met],
            [15, broken],
            [30, met],
            [45, met],
            [60, met],
          ],
          { for_s: 30 },
        ),
      );
    const expected = ['pending', 'inactive', 'pending', 'pending', 'firing'];
    expect([phases(not_met), phases(missing)]).toEqual([expected, expected]);
  });
});

describe('a gap in time', () => {
  it('is more than two intervals, or a clock that went back', () => {
    const gap = (at_s: number) => gapOf({ at: at_s * SECOND, before: 100 * SECOND, interval_s: INTERVAL_S });
    expect([gap(115), gap(130), gap(131), gap(90)]).toEqual([0, 0, 31 * SECOND, -10 * SECOND]);
    expect(gapOf({ at: 5, before: null, interval_s: INTERVAL_S })).toBe(0);
  });

  it('does not count towards `for`: what was pending before a sleep goes on where it was', () => {
    const hour = 3_600;
    const steps: [number, Observation][] = [
      [0, met],
      [15, met],
      [hour, met],
      [hour + 15, met],
      [hour + 30, met],
    ];
    const phases = run(steps, { for_s: 45 });
    expect(names(phases)).toEqual(['pending', 'pending', 'pending', 'pending', 'firing']);
    expect(phases.at(-1)).toMatchObject({ since: 0 });
  });

  it('neither fires early nor never when the clock is set back', () => {
    const steps: [number, Observation][] = [
      [1_000, met],
      [1_015, met],
      [0, met],
      [15, met],
      [30, met],
    ];
    expect(names(run(steps, { for_s: 45 }))).toEqual(['pending', 'pending', 'pending', 'pending', 'firing']);
  });

  it('does not count as time without figures', () => {
    const steps: [number, Observation][] = [
      [0, met],
      [15, missing],
      [10_000, missing],
      [10_015, met],
    ];
    expect(names(run(steps, {}))).toEqual(['firing', 'firing', 'firing', 'firing']);
  });
});

describe('the end', () => {
  it('comes at once, or after keep_firing_for', () => {
    const steps: [number, Observation][] = [
      [0, met],
      [15, not_met],
      [30, not_met],
      [45, not_met],
      [60, not_met],
    ];
    expect(names(run(steps, {}))).toEqual(['firing', 'resolved', 'inactive', 'inactive', 'inactive']);
    const kept = run(steps, { keep_firing_for_s: 30 });
    expect(names(kept)).toEqual(['firing', 'firing', 'firing', 'resolved', 'inactive']);
    expect(kept[3]).toEqual({
      phase: 'resolved',
      since: 0,
      fired_at: 0,
      resolved_at: 45 * SECOND,
      reason: 'recovered',
    });
  });

  it('is put off anew each time that it is met in between', () => {
    const steps: [number, Observation][] = [
      [0, met],
      [15, not_met],
      [30, met],
      [45, not_met],
      [60, not_met],
    ];
    expect(names(run(steps, { keep_firing_for_s: 30 })).at(-1)).toBe('firing');
  });

  it('comes after a time of grace where figures are missing, and says so', () => {
    const count = MISSING_GRACE_S / INTERVAL_S;
    const steps = Array.from({ length: count + 2 }, (_, k): [number, Observation] => [
      k * INTERVAL_S,
      k === 0 ? met : missing,
    ]);
    const phases = run(steps, {});
    expect(new Set(names(phases.slice(0, -1)))).toEqual(new Set(['firing']));
    expect(phases.at(-1)).toMatchObject({ phase: 'resolved', reason: 'no_data' });
  });

  it('comes with the rule: what fires is resolved, what is pending is forgotten', () => {
    const [firing] = run([[0, met]], {});
    expect(withdraw(firing as Phase, 7)).toMatchObject({ phase: 'resolved', resolved_at: 7, reason: 'disabled' });
    const [pending] = run([[0, met]], { for_s: 60 });
    expect(withdraw(pending as Phase, 7)).toEqual({ phase: 'inactive' });
  });
});
