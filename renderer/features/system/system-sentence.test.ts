import { describe, expect, it } from 'vitest';
import { systemSentence } from './system-sentence.ts';
import { gpu, snapshot } from './testing/snapshots.ts';

const HOST = 'the processors of the host are 23 % busy';

describe('the first line', () => {
  it('says how the GPU is, and the host', () => {
    expect(systemSentence(snapshot())).toBe(
      `NVIDIA RTX 4090 has 21.6 GiB of 24 GiB free, is 37 % busy, and is at 54 °C; ${HOST}`,
    );
  });

  it('leaves out what is not reported', () => {
    const shy = gpu({ utilization_ratio: null, temperature_celsius: null });
    expect(systemSentence(snapshot({ gpus: [shy] }))).toBe(`NVIDIA RTX 4090 has 21.6 GiB of 24 GiB free; ${HOST}`);
    const silent = { ...shy, memory_free_bytes: null };
    expect(systemSentence(snapshot({ gpus: [silent] }))).toBe(`NVIDIA RTX 4090 reports no figures; ${HOST}`);
    const { host } = snapshot();
    expect(systemSentence(snapshot({ host: { ...host, cpu_utilization_ratio: null }, gpus: [silent] }))).toBe(
      'NVIDIA RTX 4090 reports no figures',
    );
  });

  it('adds several GPUs up', () => {
    expect(systemSentence(snapshot({ gpus: [gpu(), gpu()] }))).toBe(`2 GPUs have 43.3 GiB of 48 GiB free; ${HOST}`);
    const silent = gpu({ memory_free_bytes: null });
    expect(systemSentence(snapshot({ gpus: [gpu(), gpu(), silent] }))).toContain(
      '2 GPUs have 43.3 GiB of 48 GiB free, 1 more does not report theirs',
    );
    expect(systemSentence(snapshot({ gpus: [silent, silent] }))).toContain('None of 2 GPUs reports its memory');
  });

  it('tells the host memory of the model where there is no GPU', () => {
    expect(systemSentence(snapshot({ gpus: [] }))).toBe(`No GPU here; ${HOST}`);
    const model_memory = { kind: 'host', bytes: 300 * 2 ** 20, reason: null } as const;
    expect(systemSentence(snapshot({ gpus: [], model_memory }))).toBe(
      `No GPU here, the model holds 300 MiB of host memory; ${HOST}`,
    );
    expect(systemSentence(undefined)).toBe('Asking the machine for its figures');
  });
});
