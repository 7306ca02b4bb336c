import { describe, expect, it } from 'vitest';
import { AlertRuleBody } from '../../../native/contract/http/alert-rules.ts';
import { bodyOf, defaultOf, draftOf, emptyErrors, fieldErrors, previewOf, sameDraft } from './rule-draft.ts';
import { markOf, rulesSentence } from './rule-words.ts';
import { rule } from './testing/samples.ts';

describe('a rule that is being set', () => {
  it('is told to the console as what differs from its default, so that the default is nothing', () => {
    const changed = rule({ threshold: 800, for_s: 300, enabled: false });
    expect(bodyOf(draftOf(changed), changed)).toEqual({ threshold: 800, enabled: false });
    expect(bodyOf({ ...draftOf(changed), for_s: 0, enabled: true }, changed)).toEqual({ threshold: 800, for_s: 0 });
    expect(bodyOf(defaultOf(changed), changed)).toEqual({});
    expect(AlertRuleBody.safeParse(bodyOf(draftOf(changed), changed)).success).toBe(true);
    expect(sameDraft(defaultOf(changed), draftOf(rule()))).toBe(true);
  });

  it('asks for no preview while a field is empty, and says so', () => {
    expect(previewOf(draftOf(rule()))).toEqual({ threshold: 500, for_s: 300 });
    const empty = { ...draftOf(rule()), threshold: Number.NaN };
    expect(previewOf(empty)).toBeNull();
    expect(emptyErrors(empty)).toEqual({ threshold: 'A number is needed.' });
  });
});

it('what the console refuses stands at its field', () => {
  expect(fieldErrors('threshold: HighLatency takes 1 to 60000 ms, not 0.')).toEqual({
    threshold: 'HighLatency takes 1 to 60000 ms, not 0.',
  });
  expect(fieldErrors('for_s: Too big: expected number to be <=86400; threshold: Invalid input.')).toEqual({
    ...{ for_s: 'Too big: expected number to be <=86400', threshold: 'Invalid input.' },
  });
  expect(fieldErrors('ServiceDown is judged by Prometheus alone.')).toEqual({
    other: 'ServiceDown is judged by Prometheus alone.',
  });
});

describe('the state of a rule', () => {
  it('is not judged where it is off or of Prometheus, whatever else is said', () => {
    expect(markOf(rule({ state: 'not_evaluated', evaluated_by: 'prometheus' }))).toBe('prometheus');
    expect(markOf(rule({ state: 'not_evaluated', enabled: false }))).toBe('off');
    expect(markOf(rule({ state: 'not_evaluated' }))).toBe('not_yet');
    expect(markOf(rule({ state: 'no_data' }))).toBe('no_data');
    expect(markOf(rule())).toBe('not_met');
  });

  it('is counted in the sentence of the page', () => {
    const rules = [rule(), rule({ threshold: 800 }), rule({ enabled: false }), rule({ state: 'no_data' })];
    expect(rulesSentence([...rules, rule({ evaluated_by: 'prometheus' })])).toBe(
      '3 rules on, 1 off, 2 changed, 1 without figures now',
    );
  });
});
