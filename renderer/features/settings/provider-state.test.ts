import { expect, it } from 'vitest';
import { report } from '../models/testing/samples.ts';
import { providerState } from './provider-state.ts';

const providers = {
  order: ['cuda', 'webgpu', 'cpu'] as ('cuda' | 'webgpu' | 'cpu')[],
  built_in: ['tensorrt', 'cuda', 'webgpu', 'cpu'] as ('tensorrt' | 'cuda' | 'webgpu' | 'cpu')[],
  active: report({
    attempts: [
      { provider: 'cuda', outcome: 'failed', reason: 'no driver' },
      { provider: 'cpu', outcome: 'used', reason: 'all of it' },
    ],
  }),
  parallelism: null,
  runtime: '1.30.0',
};

it.each([
  ['cuda', 'Failed: no driver', false],
  ['cpu', 'In use', true],
  ['webgpu', 'Not tried yet', true],
  ['coreml', 'Not available on this platform', false],
  ['tensorrt', 'Compiles each model for minutes at its first load', true],
] as const)('%s: %s', (provider, words, usable) => {
  expect(providerState(provider, providers)).toEqual({ words, usable });
});

it('claims nothing before a detector has told what it has', () => {
  expect(providerState('coreml', { ...providers, built_in: [], active: null })).toEqual({
    words: 'Not tried yet',
    usable: true,
  });
});
