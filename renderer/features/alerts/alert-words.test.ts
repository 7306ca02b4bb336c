import { describe, expect, it } from 'vitest';
import {
  afterWords,
  alertsSentence,
  conditionWords,
  labelWords,
  lastedWords,
  matcherWords,
  ruleSentence,
  spanWords,
  withUnit,
} from './alert-words.ts';
import { alert } from './testing/samples.ts';

describe('an alert', () => {
  it('says which of several it is, and nothing where there is but one', () => {
    expect(labelWords(alert())).toBe('');
    expect(labelWords(alert({ labels: { method: 'GET', endpoint: '/v1/models' } }))).toBe('GET, /v1/models');
  });

  it('says its value against the threshold, with the unit', () => {
    expect(withUnit(1_204.6, 'ms')).toBe('1,205 ms');
    expect(withUnit(0.714_28, null)).toBe('0.714');
    expect(withUnit(0, 'images/min')).toBe('0 images/min');
    expect(withUnit(null, 'ms')).toBe('not known');
    expect(conditionWords(alert())).toBe('> 500 ms');
    expect(conditionWords(alert({ comparator: '==', threshold: 0, unit: null }))).toBe('== 0');
  });

  it('says how long it lasted, or has lasted so far', () => {
    const started = Date.parse(alert().started_at);
    expect(lastedWords(alert(), started + 90_000)).toBe('1 min 30 s');
    expect(lastedWords(alert({ resolved_at: '2025-01-01T14:04:00.000Z' }), started)).toBe('2 h 4 min');
  });
});

it('a span leaves out what is nothing', () => {
  expect([0, 30, 60, 90, 3_600, 3_720, 86_400, 90_000, 86_460].map(spanWords)).toEqual([
    ...['0 s', '30 s', '1 min', '1 min 30 s', '1 h', '1 h 2 min', '1 d', '1 d 1 h', '1 d'],
  ]);
  expect(afterWords(0)).toBe('at once');
  expect(afterWords(300)).toBe('after 5 min');
});

it('the sentence of a rule names no label of one alert', () => {
  expect(ruleSentence('Strong drift of {feature}')).toBe('Strong drift of a feature');
  expect(ruleSentence('Slow answers of {endpoint}')).toBe('Slow answers of an endpoint');
});

describe('the sentence of the page', () => {
  it('is calm where nothing fires, and says what may fire soon', () => {
    expect(alertsSentence([alert({ state: 'resolved' })])).toBe('No alert fires');
    expect(alertsSentence([alert({ state: 'pending' })])).toBe('No alert fires; 1 may fire soon');
  });

  it('names one alert, and counts several by severity, the worst first', () => {
    expect(alertsSentence([alert()])).toBe('HighLatency fires, warning');
    expect(alertsSentence([alert({ acknowledged_at: '2025-01-01T12:01:00.000Z' })])).toBe(
      'HighLatency fires, warning, acknowledged',
    );
    const several = [alert(), alert({ severity: 'critical' }), alert(), alert({ state: 'pending' })];
    expect(alertsSentence(several)).toBe('3 alerts fire: 1 critical, 2 warning; 1 may fire soon');
    const inhibited_by = { id: 1, name: 'HighLatency', because: '' };
    const inhibited = [alert({ inhibited_by }), alert({ inhibited_by, state: 'pending' })];
    expect(alertsSentence([...several, ...inhibited])).toBe(
      '3 alerts fire: 1 critical, 2 warning; 2 more are inhibited; 1 may fire soon',
    );
    expect(alertsSentence([alert(), alert({ inhibited_by })])).toBe('HighLatency fires, warning; 1 more is inhibited');
  });
});

it('a silence says what it is of', () => {
  expect(matcherWords({ name: 'DriftDetected', labels: { feature: 'brightness' } })).toBe(
    'DriftDetected, feature brightness',
  );
  expect(matcherWords({ severity: 'warning', component: 'host' })).toBe('warning alerts, component host');
});
