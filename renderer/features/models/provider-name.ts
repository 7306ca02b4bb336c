import type { FactSource, Layout, Preprocess } from '../../../native/contract/model.ts';
import type { ProviderName } from '../../../native/contract/provider.ts';

/** Execution providers as their makers write them. */
export const PROVIDER_NAMES: Readonly<Record<ProviderName, string>> = {
  tensorrt: 'TensorRT',
  cuda: 'CUDA',
  directml: 'DirectML',
  coreml: 'Core ML',
  webgpu: 'WebGPU',
  cpu: 'CPU',
};

/** A provider within a sentence: "the CPU", "CUDA". */
export const providerInSentence = (name: ProviderName): string => (name === 'cpu' ? 'the CPU' : PROVIDER_NAMES[name]);

/** Names that a record of node shares may hold beside those of the contract stay as they are. */
export const providerLabel = (name: string): string =>
  name in PROVIDER_NAMES ? PROVIDER_NAMES[name as ProviderName] : name;

/** What each layout looks like, shortly. */
export const LAYOUT_WORDS: Readonly<Record<Layout, { name: string; shape: string }>> = {
  yolov5: { name: 'YOLOv5', shape: '1 × N × (5 + classes)' },
  yolov8: { name: 'YOLOv8, v9, v11, v12', shape: '1 × (4 + classes) × N' },
  yolox: { name: 'YOLOX', shape: 'raw grid, 1 × N × (5 + classes)' },
  end2end: { name: 'End to end (v10, v26)', shape: '1 × N × 6' },
  nms: { name: 'Suppression in the model', shape: 'n × 7' },
};

export const PREPROCESS_WORDS: Readonly<Record<Preprocess, { name: string; does: string }>> = {
  ultralytics: { name: 'Ultralytics', does: 'centred on grey, RGB, 0 to 1' },
  yolox: { name: 'YOLOX', does: 'top left on grey, BGR, 0 to 255' },
};

/** Where a fact about a model comes from, to stand behind it. */
export const SOURCE_WORDS: Readonly<Record<FactSource, string>> = {
  sidecar: 'stated beside the file',
  metadata: 'from the metadata of the file',
  shape: 'from the shape of its tensors',
  default: 'assumed, the file does not say',
};
