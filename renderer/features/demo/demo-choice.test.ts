import { afterEach, describe, expect, it } from 'vitest';
import { StartDemoBody } from '../../../native/contract/http/demo.ts';
import { choose, chooseChange, forgetChoice, getChoice, nextStart } from './demo-choice.ts';
import { sampleRun } from './testing/samples.ts';

afterEach(forgetChoice);

const stopped = sampleRun({ ended_at: '2025-01-01T12:05:00.000Z', rate: 8, set_knobs: { light: 0.4 } });

describe('the next start', () => {
  it('is the failing lamp before there was any', () => {
    expect(nextStart(getChoice(), null)).toEqual({ scenario: 'failing_lamp', rate: 4, knobs: {} });
  });

  it('goes on after a stop with what was set', () => {
    expect(nextStart(getChoice(), stopped)).toEqual({ scenario: 'failing_lamp', rate: 8, knobs: { light: 0.4 } });
  });

  it('takes up what is changed while the line stands still', () => {
    chooseChange({ knobs: { focus: 2 } }, stopped);
    chooseChange({ rate: 2 }, stopped);
    choose({ scenario: 'mix_change' });
    expect(nextStart(getChoice(), stopped)).toEqual({
      scenario: 'mix_change',
      rate: 2,
      knobs: { light: 0.4, focus: 2 },
    });
  });

  it('says nothing of a knob that is handed back', () => {
    chooseChange({ knobs: { light: null, mix: { bolt: 4 } } }, stopped);
    const next = nextStart(getChoice(), stopped);
    expect(next.knobs).toEqual({ mix: { bolt: 4 } });
    expect(StartDemoBody.parse(next)).toEqual(next);
  });

  it('leaves a running line’s knobs to the scenario that is chosen', () => {
    choose({ scenario: 'out_of_focus' });
    const running = sampleRun({ rate: 8, set_knobs: { light: 0.4 } });
    expect(nextStart(getChoice(), running)).toEqual({ scenario: 'out_of_focus', rate: 8, knobs: {} });
  });
});
