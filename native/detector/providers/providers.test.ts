import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { iou } from '../../boxes/iou.ts';
import { selectCandidates } from '../../boxes/select.ts';
import type { Candidates } from '../../contract/candidates.ts';
import type { ProviderName } from '../../contract/provider.ts';
import { hasShared, sharedPath } from '../../testing/shared.ts';
import { type Detector, startDetector } from '../testing/detector-process.ts';
import { listBuiltIn } from './built-in.ts';
import { countNodes } from './profile.ts';

/** A Vulkan driver that computes on the CPU, as Chromium brings it along. */
const SOFTWARE_GPU = '/usr/lib/chromium/vk_swiftshader_icd.json';
const SOFTWARE_GPU_LIBRARIES = '/usr/lib/chromium';
const hasSoftwareGpu = existsSync(SOFTWARE_GPU);
const SOFTWARE_GPU_ENVIRONMENT = {
  VK_ICD_FILENAMES: SOFTWARE_GPU,
  LD_LIBRARY_PATH: [process.env['LD_LIBRARY_PATH'], SOFTWARE_GPU_LIBRARIES].filter(Boolean).join(':'),
};
const NO_GPU = { VK_ICD_FILENAMES: '/nonexistent', VK_DRIVER_FILES: '/nonexistent', CUDA_VISIBLE_DEVICES: '' };
const BUS = sharedPath('images', 'bus.jpg');

async function detectBus(detector: Detector, providers: ProviderName[]) {
  detector.load(providers);
  const { result: loaded } = await detector.hear('loaded', 0);
  detector.detect(1, BUS);
  const { result } = await detector.hear('detected', 1);
  return { report: loaded.provider, candidates: result.candidates, embedding: result.embedding };
}

/** Selected detections of `a` that have none in `b` of the same class, IoU 0.99 and score within 0.01. */
function withoutTwin(a: Candidates, b: Candidates): number {
  const thresholds = { conf: 0.25, iou: 0.45, max_det: 300, classes: null };
  const others = selectCandidates(b, thresholds);
  return selectCandidates(a, thresholds).filter((at) => {
    const box = a.boxes.subarray(at * 4, at * 4 + 4);
    return !others.some(
      (other) =>
        b.class_ids[other] === a.class_ids[at] &&
        Math.abs((b.scores[other] ?? 0) - (a.scores[at] ?? 0)) <= 0.01 &&
        iou(Float32Array.from([...box, ...b.boxes.subarray(other * 4, other * 4 + 4)]), 0, 4) >= 0.99,
    );
  }).length;
}

describe('countNodes', () => {
  it('counts one event a node by provider', () => {
    const node = (name: string, provider?: string) => ({
      cat: 'Node',
      name,
      args: provider === undefined ? {} : { provider },
    });
    const profile = [
      { cat: 'Session', name: 'model_run' },
      node('a_kernel_time', 'WebGpuExecutionProvider'),
      node('a_fence_before', 'WebGpuExecutionProvider'),
      node('b_kernel_time', 'WebGpuExecutionProvider'),
      node('c_kernel_time', 'WebGpuExecutionProvider'),
      node('d_kernel_time', 'CPUExecutionProvider'),
      node('e_kernel_time'),
    ];
    expect(countNodes(profile)).toEqual({ webgpu: 0.75, cpu: 0.25 });
  });
});

describe('listBuiltIn', () => {
  it('always has the CPU, last', () => {
    expect(listBuiltIn().at(-1)).toBe('cpu');
  });
});

describe.skipIf(!hasShared)('providers', () => {
  it('falls back to the CPU where the others cannot start, and keeps every reason', async () => {
    const requested: ProviderName[] = ['cuda', 'directml', 'coreml', 'webgpu', 'cpu'];
    const { report, candidates } = await detectBus(startDetector(NO_GPU), requested);
    const builtIn = listBuiltIn();
    expect(report).toMatchObject({ requested, used: 'cpu', extent: 'all' });
    expect(report.attempts.map(({ provider }) => provider)).toEqual(requested);
    for (const { provider, outcome, reason } of report.attempts) {
      expect(outcome).toBe(provider === 'cpu' ? 'used' : builtIn.includes(provider) ? 'failed' : 'not_built_in');
      expect(reason).toMatch(/\w+ .*\.$/);
    }
    expect(report.fallback).toBe(report.attempts.some(({ outcome }) => outcome === 'failed'));
    expect(candidates.scores.length).toBeGreaterThan(0);
  });

  it('is no fallback where the others are not built in', async () => {
    const missing = (['directml', 'coreml'] as const).filter((provider) => !listBuiltIn().includes(provider));
    const { report } = await detectBus(startDetector(NO_GPU), [...missing, 'cpu']);
    expect(report.fallback).toBe(false);
  });

  it('refuses with every reason where the CPU is not asked for', async () => {
    const detector = startDetector(NO_GPU);
    detector.load(['cuda', 'webgpu']);
    const { error } = await detector.hear('failed', 0);
    expect(error.code).toBe('provider_unavailable');
    expect(error.detail).toMatch(/cuda: .*webgpu: .*cpu/);
  });
});

const why = hasSoftwareGpu ? '' : ` (skipped: there is no ${SOFTWARE_GPU})`;
describe.skipIf(!hasShared || !hasSoftwareGpu)(`WebGPU on a software GPU${why}`, () => {
  let onGpu: Awaited<ReturnType<typeof detectBus>>;
  let onCpu: Awaited<ReturnType<typeof detectBus>>;
  beforeAll(async () => {
    const gpu = startDetector(SOFTWARE_GPU_ENVIRONMENT);
    [onGpu, onCpu] = [await detectBus(gpu, ['webgpu', 'cpu']), await detectBus(startDetector(), ['cpu'])];
  }, 120_000);

  it('proves where the model runs', () => {
    const { used, extent, fallback, node_share, reason } = onGpu.report;
    expect({ used, fallback }).toEqual({ used: 'webgpu', fallback: false });
    if (extent === 'all') expect(reason).toContain('every node');
    else expect(node_share?.['webgpu']).toBeGreaterThan(0);
  });

  it("gives the CPU's boxes", () => {
    expect(onCpu.candidates.scores.length).toBeGreaterThan(0);
    expect(withoutTwin(onGpu.candidates, onCpu.candidates)).toBe(0);
    expect(withoutTwin(onCpu.candidates, onGpu.candidates)).toBe(0);
  });

  it("gives the CPU's embedding", () => {
    expect(onGpu.embedding).toHaveLength(128);
    for (const [at, value] of (onGpu.embedding ?? []).entries())
      expect(value).toBeCloseTo(onCpu.embedding?.[at] ?? 0, 2);
  });

  it('is passed over for a faster CPU unless it was asked for', async () => {
    const { report } = await detectBus(startDetector(SOFTWARE_GPU_ENVIRONMENT), ['directml', 'webgpu', 'cpu']);
    expect(report).toMatchObject({ used: 'cpu', fallback: false });
    expect(report.attempts[1]).toMatchObject({ provider: 'webgpu', outcome: 'slower' });
    expect(report.reason).toMatch(/webgpu is slower: .* ms a run where the CPU takes/);
  });
});
