import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VigilError } from '../../contract/errors.ts';
import { EvaluatorUnderTest } from './testing/evaluator.ts';

let console_: EvaluatorUnderTest;
beforeEach(() => {
  console_ = new EvaluatorUnderTest();
});
afterEach(() => console_.close());

describe('inhibition', () => {
  const drift = (feature: string, psi: number) => {
    console_.set('drift_feature_psi', psi, { feature });
    console_.set('drift_feature_psi_floor', 0.1, { feature });
    console_.set('drift_feature_alarm', 1, { feature });
  };
  const inhibited = (query: Parameters<typeof console_.alerts.list>[0] = { limit: 200 }) =>
    console_.alerts
      .list(query)
      .alerts.filter(({ inhibited_by }) => inhibited_by !== null)
      .map(({ name, labels, inhibited_by }) => `${name} ${labels['feature'] ?? ''}: ${inhibited_by?.name}`);

  it('names the alert that inhibits, while it fires, of the same feature', async () => {
    drift('brightness', 0.9);
    drift('contrast', 0.3);
    await console_.tick();
    const { alerts } = console_.alerts.list({ limit: 200 });
    const critical = alerts.find(({ name }) => name === 'CriticalPSI');
    expect(alerts.find(({ name, labels }) => name === 'HighPSI' && labels['feature'] === 'brightness')).toMatchObject({
      inhibited_by: {
        id: critical?.id,
        name: 'CriticalPSI',
        because: 'It is about the same feature, whose distribution has shifted far.',
      },
    });
    expect(critical?.inhibited_by).toBeNull();
    expect(inhibited()).toEqual(['HighPSI brightness: CriticalPSI']);
    expect(console_.told.map(({ alert }) => [alert.name, alert.inhibited_by?.name ?? null])).toEqual([
      ['HighPSI', 'CriticalPSI'],
      ['HighPSI', null],
      ['CriticalPSI', null],
    ]);
    console_.alerts.setRule('CriticalPSI', { enabled: false });
    await console_.tick();
    expect(inhibited()).toEqual([]);
    expect(console_.list()).toContain('HighPSI firing');
  });

  it('is told of what is pending too, whatever else of the list is asked for, and after a restart', async () => {
    console_.set('evidently_drift_share', 0.8);
    console_.set('drift_confirmed_share', 0.8);
    await console_.tick();
    const expected = ['EvidentlyHighDriftShare : EvidentlyCriticalDriftShare'];
    expect(inhibited({ state: 'pending', limit: 200 })).toEqual(expected);
    await console_.restart(15);
    expect(inhibited()).toEqual(expected);
    const { id } = console_.alerts.list({ state: 'pending', limit: 200 }).alerts[0] ?? expect.fail();
    expect(console_.alerts.acknowledge(id, {}).inhibited_by).not.toBeNull();
  });

  it('is judged from what fires where that cannot be written', async () => {
    console_.failure = new VigilError('storage_failed', 'The disk is full.');
    drift('brightness', 0.9);
    await console_.tick();
    expect(console_.told.map(({ alert }) => [alert.name, alert.inhibited_by])).toEqual([
      ['HighPSI', expect.objectContaining({ id: 0, name: 'CriticalPSI' })],
      ['CriticalPSI', null],
    ]);
  });
});
