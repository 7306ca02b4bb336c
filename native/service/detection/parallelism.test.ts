import { describe, expect, it } from 'vitest';
import { type ParallelismFacts, planParallelism } from './parallelism.ts';

const measured = (threads: number, median_ms: number, spinning = threads > 1) => ({ threads, spinning, median_ms });
const cpu: ParallelismFacts = {
  goal: 'latency',
  provider: 'cpu',
  cores: 4,
  measurements: [measured(4, 10), measured(1, 30)],
  loaded: { threads: 4, spinning: true },
  lanes: null,
};

describe('parallelism', () => {
  it('keeps the threads that were fastest for one image when latency counts', () => {
    const plan = planParallelism(cpu);
    expect(plan).toMatchObject({ lanes: 1, threads: 4, spinning: true, goal: 'latency' });
    expect(plan.reason).toBe('One image is done soonest by 4 threads, of 4 spinning: 10.0 ms, 1: 30.0 ms.');
  });

  it('takes one process a core when that makes more images a second', () => {
    const plan = planParallelism({ ...cpu, goal: 'throughput' });
    expect(plan).toMatchObject({ lanes: 4, threads: 1, spinning: false, goal: 'throughput' });
    expect(plan.reason).toContain('100 images a second, 4 processes of one thread 133 images a second');
  });

  it('takes one process when threads scale better than processes', () => {
    const plan = planParallelism({ ...cpu, goal: 'throughput', measurements: [measured(4, 10), measured(1, 45)] });
    expect(plan).toMatchObject({ lanes: 1, threads: 4 });
  });

  it('takes one process on one core', () => {
    const facts = { cores: 1, measurements: [measured(1, 45)], loaded: { threads: 1, spinning: false } };
    expect(planParallelism({ ...cpu, goal: 'throughput', ...facts })).toMatchObject({ lanes: 1, threads: 1 });
  });

  it('takes one process on a GPU', () => {
    const facts = { provider: 'cuda', measurements: [], loaded: { threads: 1, spinning: false } } as const;
    expect(planParallelism({ ...cpu, goal: 'throughput', ...facts })).toMatchObject({ lanes: 1, threads: 1 });
  });

  it('keeps given threads', () => {
    const plan = planParallelism({ ...cpu, measurements: [], loaded: { threads: 3, spinning: false } });
    expect(plan).toMatchObject({ lanes: 1, threads: 3, spinning: false });
  });

  it.each([
    [2, 2],
    [4, 1],
    [9, 1],
    [1, 4],
  ])('divides the cores among %i processes as asked: %i threads each', (lanes, threads) => {
    const measurements = [measured(4, 10), measured(2, 16), measured(1, 30)];
    expect(planParallelism({ ...cpu, measurements, lanes })).toMatchObject({ lanes, threads, spinning: threads > 1 });
  });
});
