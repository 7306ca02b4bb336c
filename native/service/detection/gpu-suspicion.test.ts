import { describe, expect, it } from 'vitest';
import type { ProviderName, ProviderReport } from '../../contract/provider.ts';
import { GpuSuspicion } from './gpu-suspicion.ts';

const report = (used: ProviderName): ProviderReport => ({
  requested: ['tensorrt', 'cuda', 'cpu'],
  used,
  extent: 'all',
  node_share: null,
  fallback: false,
  reason: 'It was the first.',
  attempts: [
    { provider: 'tensorrt', outcome: 'not_built_in', reason: 'Not built in.' },
    { provider: used, outcome: 'used', reason: 'Proven.' },
  ],
});
const LADDER: ProviderName[] = ['tensorrt', 'cuda', 'cpu'];
const BUILT_IN: ProviderName[] = ['cuda', 'cpu'];
const MINUTE = 60_000;

function confirmed(deaths: [ProviderReport | null, number][], ladder = LADDER, builtIn = BUILT_IN) {
  const suspicion = new GpuSuspicion(ladder);
  for (const [active, minutes] of deaths) suspicion.processDied(active, builtIn, minutes * MINUTE);
  return suspicion.isConfirmed;
}

describe('GPU suspicion', () => {
  it('is confirmed by two deaths on the GPU within five minutes', () => {
    expect(confirmed([[report('cuda'), 0]])).toBe(false);
    expect(
      confirmed([
        [report('cuda'), 0],
        [report('cuda'), 4],
      ]),
    ).toBe(true);
    expect(
      confirmed([
        [report('cuda'), 0],
        [report('cuda'), 6],
      ]),
    ).toBe(false);
    expect(
      confirmed([
        [report('cuda'), 0],
        [report('cuda'), 6],
        [report('cuda'), 8],
      ]),
    ).toBe(true);
  });

  it('counts deaths before the provider is known where a GPU may have been tried', () => {
    expect(
      confirmed([
        [null, 0],
        [null, 1],
      ]),
    ).toBe(true);
    expect(
      confirmed(
        [
          [null, 0],
          [null, 1],
        ],
        ['cpu'],
      ),
    ).toBe(false);
    expect(
      confirmed(
        [
          [null, 0],
          [null, 1],
        ],
        LADDER,
        ['cpu'],
      ),
    ).toBe(false);
  });

  it('is never raised by deaths on the CPU, nor where the CPU was not asked for', () => {
    expect(
      confirmed([
        [report('cpu'), 0],
        [report('cpu'), 1],
      ]),
    ).toBe(false);
    expect(
      confirmed(
        [
          [report('cuda'), 0],
          [report('cuda'), 1],
        ],
        ['cuda'],
      ),
    ).toBe(false);
  });

  it('tells in the report what happened to the GPU', () => {
    const suspicion = new GpuSuspicion(LADDER);
    suspicion.processDied(report('cuda'), BUILT_IN, 0);
    suspicion.processDied(report('cuda'), BUILT_IN, 1);
    const onCpu = { ...report('cpu'), requested: ['cpu' as const], attempts: [] };
    const attempts = [{ provider: 'cpu', outcome: 'used', reason: 'The CPU runs every model.' }] as const;
    const explained = suspicion.explain({ ...onCpu, attempts: [...attempts] }, BUILT_IN);
    expect(explained).toMatchObject({ requested: LADDER, used: 'cpu', fallback: true });
    expect(explained.reason).toContain('died 2 times within 5 minutes while it used cuda');
    expect(explained.attempts.map(({ provider, outcome }) => [provider, outcome])).toEqual([
      ['tensorrt', 'not_built_in'],
      ['cuda', 'failed'],
      ['cpu', 'used'],
    ]);
    expect(suspicion.explain(explained, BUILT_IN).attempts).toHaveLength(3);
  });
});
