import { describe, expect, it } from 'vitest';
import type { SilenceMatchers } from '../../../contract/http/alerts.ts';
import type { LabelMatcher } from '../../../store/alert-types.ts';
import { areSame, concernOf, meets, printMatchers, toLabelMatchers, toSilenceMatchers } from './matchers.ts';
import { UnreadablePattern } from './pattern.ts';

/** `name=value`, `name!=value`, `name=~value` or `name!~value`. */
function read(text: string): LabelMatcher {
  const [, name = '', sign, value = ''] = /^(\w+)(=~|!~|!=|=)(.*)$/.exec(text) ?? [];
  return { name, value, isRegex: sign?.endsWith('~') ?? false, isEqual: sign?.startsWith('=') ?? false };
}

const labels = {
  alertname: 'HighPSI',
  severity: 'warning',
  component: 'drift',
  instance: 'line-1',
  feature: 'contrast',
};

describe('matchers', () => {
  it.each([
    [['alertname=HighPSI'], true],
    [['alertname=HighPSI', 'feature=brightness'], false],
    [['alertname=~High'], false],
    [['alertname=~High.*'], true],
    [['feature!=brightness'], true],
    [['feature!~bright.*|con.*'], false],
    [['team!=payments'], true],
    [['team='], true],
    [['team=~.*'], true],
    [['team=~.+'], false],
    [['team!='], false],
    [[], true],
  ])('%j of the labels of an alert: %s', (matchers, outcome) => {
    expect(meets(matchers.map(read), labels)).toBe(outcome);
  });

  it('are printed as Alertmanager writes them', () => {
    expect(printMatchers(['a=b', 'c!=d"e', 'f=~g\\.h', 'i!~j'].map(read))).toBe(
      '{a="b", c!="d\\"e", f=~"g\\\\.h", i!~"j"}',
    );
  });

  it('are the same in another order', () => {
    expect(areSame(['a=b', 'c=d'].map(read), ['c=d', 'a=b'].map(read))).toBe(true);
    expect(areSame(['a=b'].map(read), ['a=~b'].map(read))).toBe(false);
    expect(areSame(['a=b'].map(read), ['a=b', 'a=b'].map(read))).toBe(false);
  });
});

describe('a silence', () => {
  it.each<[SilenceMatchers, string]>([
    [{ name: 'HighPSI' }, '{alertname="HighPSI", instance="line-1"}'],
    [{ severity: 'warning', component: 'drift' }, '{severity="warning", component="drift", instance="line-1"}'],
    [{ labels: { feature: 'a b' } }, '{instance="line-1", feature="a b"}'],
  ])('%j of ours is %s there, and comes back the same', (matchers, words) => {
    const there = toLabelMatchers(matchers, 'line-1') ?? expect.fail();
    expect(printMatchers(there)).toBe(words);
    expect(toSilenceMatchers(there, 'line-1')).toEqual(matchers);
  });

  it.each<SilenceMatchers>([
    { labels: { instance: 'line-1' } },
    { name: 'HighPSI', labels: { alertname: 'HighPSI' } },
    { labels: { feature: '' } },
    { labels: { 'not-a-name': 'x' } },
  ])('%j of ours is of no alert there could be', (matchers) => {
    expect(toLabelMatchers(matchers, 'line-1')).toBeNull();
  });

  it.each([
    [['alertname=HighPSI', 'feature=contrast'], { name: 'HighPSI', labels: { feature: 'contrast' } }],
    [['alertname=HighPSI', 'instance=line-1'], { name: 'HighPSI' }],
    [['instance=line-1'], null],
    [['alertname=HighPSI', 'instance=line-2'], null],
    [['alertname=~HighPSI'], null],
    [['alertname!=HighPSI'], null],
    [['alertname=HighPSI', 'feature='], null],
    [['alertname=HighPSI', 'alertname=CriticalPSI'], null],
    [['severity=page'], null],
  ])('%j of theirs in our words: %j', (matchers, ours) => {
    expect(toSilenceMatchers(matchers.map(read), 'line-1')).toEqual(ours);
  });

  it.each([
    [['alertname=HighPSI'], 'could'],
    [['alertname=~.*PSI', 'severity=critical'], 'could'],
    [['alertname=HighPSI', 'severity=critical'], 'never'],
    [['alertname=HighPSI', 'feature=sharpness'], 'could'],
    [['alertname=HighLatency', 'feature=sharpness'], 'label'],
    [['severity=warning', 'instance=line-1'], 'could'],
    [['severity=warning', 'instance=line-2'], 'never'],
    [['team=payments'], 'label'],
    [['team!=payments'], 'could'],
    [['alertname=DiskFull'], 'never'],
  ])('%j of theirs is about us: %s', (matchers, concern) => {
    expect(concernOf(matchers.map(read), 'line-1')).toBe(concern);
  });

  it('with a pattern that cannot be read is found out, whichever of them it is', () => {
    const matchers = ['alertname=DiskFull', 'team=~(?=x)'].map(read);
    expect(() => concernOf(matchers, 'line-1')).toThrow(UnreadablePattern);
  });
});
