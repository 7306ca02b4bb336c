import { describe, expect, it } from 'vitest';
import { card, report, status } from '../models/testing/samples.ts';
import { modelSentence, overviewSentence } from './overview-sentence.ts';

const NOW = Date.parse('2025-01-01T12:00:30.000Z');
const running = status({ model: card(), provider: report(), images_per_s: 4 });
const say = (change: Partial<Parameters<typeof overviewSentence>[0]> = {}) =>
  overviewSentence({
    connected: true,
    status: running,
    lastAt: '2025-01-01T12:00:18.000Z',
    now: NOW,
    demoFailed: false,
    firing: [],
    ...change,
  });

describe('whether all is well', () => {
  it('is said with what runs, how fast, and when the last image came', () => {
    expect(say()).toBe('All is well: yolox-nano-416 answers 4.0 images/s, every check is ok, last image 12 s ago');
    expect(say({ status: status({ model: card() }), lastAt: null })).toBe(
      'All is well: yolox-nano-416 is ready, every check is ok, no image yet',
    );
  });

  it.each([
    [{ demoFailed: true }, /^The demo line failed; yolox-nano-416 answers/],
    [{ connected: false }, /does not answer; what is shown here is what it said last/],
    [{ connected: false, status: undefined }, /^The console does not answer$/],
    [{ status: undefined }, /^Asking/],
    [{ status: status() }, /No model is loaded, so/],
    [{ status: status({ loading: { path: '/models/big.onnx', since: '' } }) }, /^big\.onnx is being loaded/],
    [
      { status: status({ load_error: { code: 'model_unreadable', detail: 'It is no ONNX file.' } }) },
      /No model is loaded: It is no ONNX file/,
    ],
    [
      { status: status({ model: card(), load_error: { code: 'model_unreadable', detail: 'It is no ONNX file.' } }) },
      /^The last model could not be loaded; yolox-nano-416 is ready/,
    ],
  ] as const)('%# is not said when it is not so', (change, sentence) => {
    expect(say(change)).toMatch(sentence);
    expect(say(change)).not.toMatch(/All is well/);
  });

  it('is not said while alerts fire, drift is found, or neither can be known of', () => {
    const critical = { name: 'DriftShare', severity: 'critical' } as const;
    expect(say({ firing: [critical] })).toMatch(/^An alert fires, critical: DriftShare; yolox-nano-416 answers/);
    expect(say({ firing: [critical, { name: 'HighLatency', severity: 'warning' }] })).toMatch(
      /^2 alerts fire, first critical: DriftShare; /,
    );
    const drift = { state: 'active', dataset_drift: true, drift_share: 0.625 } as const;
    expect(say({ status: { ...running, drift } })).toMatch(/^The images differ from the reference in 63 % of the/);
    expect(say({ firing: null })).toMatch(/^Alerts cannot be asked for; yolox-nano-416 answers/);
  });

  it('names the first check that fails, and how many others', () => {
    const checks = [
      { name: 'model', status: 'ok', detail: '' },
      { name: 'queue', status: 'degraded', detail: '60 of 64 images wait.' },
      { name: 'store', status: 'failed', detail: 'The disk is full.' },
    ] as const;
    expect(say({ status: { ...running, checks: [...checks] } })).toBe(
      'Needs a look: queue is degraded, and 1 other check. 60 of 64 images wait.',
    );
  });
});

describe('what is said of the model at first', () => {
  it('names the starter as what it is, and what it knows', () => {
    const starter = card({ name: 'vigil-parts', path: '/opt/vigil/models/starter.onnx', classes: ['bolt', 'nut'] });
    expect(modelSentence(status({ model: starter, provider: report() }))).toBe(
      'The starter model vigil-parts is loaded on the CPU and knows 2 classes: bolt, nut',
    );
  });

  it('does not say twice that it is the starter', () => {
    const starter = card({ name: 'starter', path: '/opt/vigil/models/starter.onnx' });
    expect(modelSentence(status({ model: starter }))).toMatch(/^The starter model is loaded/);
  });

  it('does not list eighty classes', () => {
    const classes = Array.from({ length: 80 }, (_, at) => `class_${at}`);
    expect(modelSentence(status({ model: card({ classes }) }))).toBe('yolox-nano-416 is loaded and knows 80 classes');
  });

  it('says that there is none, why, or that it is coming', () => {
    expect(modelSentence(status())).toBe('No model is loaded yet');
    expect(modelSentence(status({ loading: { path: '/m/a.onnx', since: '' } }))).toBe('a.onnx is being loaded');
    expect(modelSentence(status({ load_error: { code: 'model_unreadable', detail: 'It is no ONNX file.' } }))).toMatch(
      /It is no ONNX file/,
    );
  });
});
