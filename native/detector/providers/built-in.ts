import { listSupportedBackends } from 'onnxruntime-node';
import { PROVIDERS, type ProviderName } from '../../contract/provider.ts';

/** What ONNX Runtime calls each execution provider in session options. */
export const OPTION_NAMES = {
  tensorrt: 'tensorrt',
  cuda: 'cuda',
  directml: 'dml',
  coreml: 'coreml',
  webgpu: 'webgpu',
  cpu: 'cpu',
} as const satisfies Record<ProviderName, string>;

/** What it calls them in profiles. */
const PROFILE_NAMES: Readonly<Record<string, ProviderName>> = {
  TensorrtExecutionProvider: 'tensorrt',
  CUDAExecutionProvider: 'cuda',
  DmlExecutionProvider: 'directml',
  CoreMLExecutionProvider: 'coreml',
  WebGpuExecutionProvider: 'webgpu',
  CPUExecutionProvider: 'cpu',
};

/**
 * The providers this build of ONNX Runtime was compiled with, in our order. It promises nothing: most need drivers or
 * libraries besides. Any other name must never be asked for, since the binding drops it silently and runs on the CPU.
 */
export function listBuiltIn(): ProviderName[] {
  const names = new Set(listSupportedBackends().map((backend) => backend.name));
  return PROVIDERS.filter((provider) => names.has(OPTION_NAMES[provider]));
}

/** Our name for a provider in a profile; its own where we have none. */
export function providerOfProfile(name: string): string {
  return PROFILE_NAMES[name] ?? name;
}
