import { describe, expect, it } from 'vitest';
import { modelsSentence, runsOn } from './models-sentence.ts';
import { card, report, status } from './testing/samples.ts';

describe('where a model runs', () => {
  it.each([
    [report(), 'runs on the CPU'],
    [report({ used: 'cuda' }), 'runs on CUDA'],
    [
      report({
        fallback: true,
        attempts: [
          { provider: 'cuda', outcome: 'failed', reason: 'no driver' },
          { provider: 'directml', outcome: 'not_built_in', reason: 'Linux' },
          { provider: 'webgpu', outcome: 'failed', reason: 'no adapter' },
          { provider: 'cpu', outcome: 'used', reason: 'all of it' },
        ],
      }),
      'runs on the CPU because CUDA and WebGPU failed',
    ],
    [
      report({
        fallback: true,
        attempts: [
          { provider: 'cuda', outcome: 'failed', reason: 'no driver' },
          { provider: 'webgpu', outcome: 'slower', reason: '40 ms against 9 ms' },
          { provider: 'cpu', outcome: 'used', reason: 'all of it' },
        ],
      }),
      'runs on the CPU because CUDA failed and WebGPU is slower',
    ],
    [report({ used: 'cuda', extent: 'part', node_share: { cuda: 0.784, cpu: 0.216 } }), 'runs for 78 % on CUDA'],
    [report({ used: 'coreml', extent: 'part' }), 'runs in part on Core ML'],
    [report({ used: 'cuda', extent: 'none' }), 'was made for CUDA, but nothing of it runs there'],
  ])('%#', (given, words) => {
    expect(runsOn(given)).toBe(words);
  });
});

describe('the first line', () => {
  it('names model, provider and time', () => {
    expect(modelsSentence(status({ model: card(), provider: report(), run_ms: 8.72 }))).toBe(
      'yolox-nano-416 runs on the CPU, 8.7 ms a run',
    );
  });
  it('says that none is loaded, or which one is about to be', () => {
    expect(modelsSentence(status())).toBe('No model is loaded');
    const loading = { path: '/models/a.onnx', since: '2026-01-01T00:00:00.000Z' };
    expect(modelsSentence(status({ loading }))).toBe('a.onnx is being loaded');
  });
});
