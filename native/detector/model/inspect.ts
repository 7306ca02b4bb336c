import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, parse, relative, resolve } from 'node:path';
import { VigilError } from '../../contract/errors.ts';
import type { FactSource, Layout, ModelCard, Preprocess, Sidecar } from '../../contract/model.ts';
import { describeEmbedding } from '../embedding/describe.ts';
import { type Tap, tapModel } from '../embedding/tap.ts';
import { COCO_NAMES } from './coco-names.ts';
import { type InputPlan, planInput } from './input.ts';
import { abridgeMetadata, type ExportMetadata, readExportMetadata } from './metadata.ts';
import { type OnnxFile, readOnnxFile } from './onnx-file.ts';
import { type ObservedShapes, planOutput } from './output.ts';
import { readSidecar } from './sidecar.ts';

/** Protobuf messages end at 2 GiB; larger models keep their weights in files beside them. */
const MAX_MODEL_BYTES = 2 ** 31 - 1;

/** What is known of a model before it has run. */
export interface ModelFacts {
  path: string;
  sizeBytes: number;
  sha256: string;
  file: OnnxFile;
  metadata: ExportMetadata;
  sidecar: Sidecar | null;
  input: InputPlan;
  tap: Tap;
}

/**
 * Reads a model file and its sidecar; `stated` wins over the file beside the model.
 *
 * Throws `model_not_found`, `model_unreadable` or `model_unsupported`.
 */
export async function readModel(path: string, stated: Sidecar | null): Promise<ModelFacts> {
  const found = await findModelFile(path);
  const bytes = await readModelFile(found);
  const file = readOnnxFile(bytes);
  await checkExternalFiles(found, file.externalFiles);
  const sidecar = stated ?? (await readSidecar(found));
  const metadata = readExportMetadata(file.metadata);
  return {
    path: found,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    file,
    metadata,
    sidecar,
    input: planInput(file, sidecar, metadata),
    tap: tapModel(bytes, file),
  };
}

/**
 * Throws `model_unsupported` where a model is no detector of a known layout, as far as can be told before it has run: its
 * output may leave dimensions free.
 */
export function refuseNoDetector({ file, input, sidecar, metadata }: ModelFacts): void {
  planOutput(file, input, sidecar, metadata, null);
}

/**
 * The card of a model that has run; `tap` is what it ran with (null: no embeddings are taken), `observed` the shapes of its
 * outputs.
 *
 * Throws `model_unsupported` where it is no detector of a known layout.
 */
export function describeModel(facts: ModelFacts, tap: Tap | null, observed: ObservedShapes): ModelCard {
  const { file, input, metadata, sidecar } = facts;
  const output = planOutput(file, input, sidecar, metadata, observed);
  if (output === null) throw new Error('A model that has run has no shape');
  const { names, source } = nameClasses(output.classCount, sidecar, metadata);
  return {
    id: facts.sha256.slice(0, 12),
    name: sidecar?.name ?? parse(facts.path).name,
    version: sidecar?.version ?? facts.sha256.slice(0, 8),
    path: facts.path,
    size_bytes: facts.sizeBytes,
    sha256: facts.sha256,
    layout: output.layout,
    layout_source: output.layoutSource,
    layout_reason: output.reason,
    preprocess: sidecar?.preprocess ?? usualPreprocess(output.layout, file),
    input: {
      name: input.name,
      dtype: input.dtype,
      height: input.height,
      width: input.width,
      dynamic: input.dynamic,
      size_source: input.size_source,
    },
    output: { name: output.name, dtype: output.dtype, shape: output.shape },
    classes: names,
    classes_source: source,
    embedding: describeEmbedding(tap, observed),
    metadata: abridgeMetadata(file.metadata),
    licence: sidecar?.licence ?? metadata.licence,
  };
}

/** Suppression inside a model without metadata is how YOLOX is exported with its post-processing. */
function usualPreprocess(layout: Layout, file: OnnxFile): Preprocess {
  if (layout === 'yolox') return 'yolox';
  return layout === 'nms' && Object.keys(file.metadata).length === 0 ? 'yolox' : 'ultralytics';
}

function nameClasses(
  classCount: number | null,
  sidecar: Sidecar | null,
  metadata: ExportMetadata,
): { names: string[]; source: FactSource } {
  if (sidecar?.names !== undefined) return { names: sidecar.names, source: 'sidecar' };
  if (metadata.names !== null) return { names: metadata.names, source: 'metadata' };
  if (classCount === COCO_NAMES.length) return { names: [...COCO_NAMES], source: 'default' };
  return { names: Array.from({ length: classCount ?? 0 }, (_, id) => `class_${id}`), source: 'default' };
}

async function findModelFile(path: string): Promise<string> {
  if (!hasModelSuffix(path)) {
    throw new VigilError('model_unreadable', `${path} is no .onnx file. Give the path of a model exported to ONNX.`);
  }
  let found: string;
  try {
    found = await realpath(path);
    if (!(await stat(found)).isFile()) throw new VigilError('model_unreadable', `${path} is not a file.`);
    // A link may point at a file of another name, as in content-addressed caches; then its own name is the one that says.
    if (!hasModelSuffix(found)) found = resolve(path);
  } catch (cause) {
    if (cause instanceof VigilError) throw cause;
    if (cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')) {
      throw new VigilError('model_not_found', `There is no file ${path}. Check the path.`, { cause });
    }
    throw cannotRead(path, cause);
  }
  return found;
}

function hasModelSuffix(path: string): boolean {
  return parse(path).ext.toLowerCase() === '.onnx';
}

async function readModelFile(path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).size > MAX_MODEL_BYTES) {
      throw new VigilError('model_unreadable', `${path} is larger than 2 GiB, which no ONNX file can be.`);
    }
    return await readFile(path);
  } catch (cause) {
    throw cause instanceof VigilError ? cause : cannotRead(path, cause);
  }
}

function cannotRead(path: string, cause: unknown): VigilError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new VigilError('model_unreadable', `${path} cannot be read: ${why}. Check its permissions.`, { cause });
}

/** Weights beside the model must lie in its folder or below it; ONNX Runtime holds to the same, in its own words. */
async function checkExternalFiles(modelPath: string, locations: readonly string[]): Promise<void> {
  const folder = dirname(modelPath);
  for (const location of locations) {
    const path = join(folder, location);
    const way = relative(folder, path);
    if (isAbsolute(location) || isAbsolute(way) || way.split(/[\\/]/)[0] === '..') {
      throw new VigilError(
        'model_unreadable',
        `The model keeps weights outside its own folder, in "${location}", which is not allowed. ` +
          'Put that file beside the model and export it again, or export with the weights inside.',
      );
    }
    try {
      await stat(path);
    } catch (cause) {
      throw new VigilError('model_unreadable', `The model keeps weights in ${path}, which is missing. Put it there.`, {
        cause,
      });
    }
  }
}
