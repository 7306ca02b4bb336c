import { assertNever, VigilError } from '../../contract/errors.ts';
import type { ResetReferenceBody } from '../../contract/http/drift.ts';
import type { DriftSample } from '../../store/drift-types.ts';
import type { ImageDeps } from '../http/detect/one-image.ts';
import { folderSamples } from './folder-samples.ts';
import { keptSamples } from './kept-samples.ts';
import { tableSamples } from './table-samples.ts';
import type { DriftMonitor, NewReference } from './types.ts';

/** A reference of fewer knows its own distribution too roughly to judge others by it. */
const FEWEST = 50;

/**
 * The samples that a reset asks for; a folder takes as long as its images. Throws `not_enough_samples` where there are fewer than it wants, and at least 50;
 * `invalid_parameter` for a folder or table that cannot be used; `model_not_loaded`; what `signal` is aborted with.
 */
export async function newReference(
  deps: ImageDeps,
  drift: DriftMonitor,
  body: ResetReferenceBody,
  signal: AbortSignal,
): Promise<NewReference> {
  const size = body.size ?? drift.config().config.reference_size;
  const binding = drift.binding();
  const { mode, path = '' } = body;
  switch (mode) {
    case 'next':
      return { source: 'next', samples: null, target: size };
    case undefined: {
      const samples = await keptSamples(deps.store, binding, { limit: size });
      return samples.length < size
        ? { source: 'next', samples: null, target: size }
        : { source: 'recent', samples, target: size };
    }
    case 'recent': {
      const samples = await keptSamples(deps.store, binding, { limit: size });
      return enough('recent', samples, size, 'History holds', 'Take fewer, or mode next.');
    }
    case 'range': {
      const [from, to] = [Date.parse(body.from ?? ''), Date.parse(body.to ?? '')];
      if (from > to) throw new VigilError('invalid_parameter', 'from: it is later than to.');
      const samples = await keptSamples(deps.store, binding, { from, to, limit: size });
      return enough('range', samples, FEWEST, 'This time has', 'Take a longer time.');
    }
    case 'folder': {
      const samples = await folderSamples(deps, path, size, signal);
      return enough('folder', samples, FEWEST, 'The folder has', 'Take one with more images.');
    }
    case 'table': {
      const samples = await tableSamples(path, size);
      return enough('table', samples, FEWEST, 'The table has', 'Take one with more rows.');
    }
    default:
      return assertNever(mode);
  }
}

function enough(
  source: NewReference['source'],
  samples: readonly DriftSample[],
  wanted: number,
  has: string,
  remedy: string,
): NewReference {
  if (samples.length >= wanted) return { source, samples, target: samples.length };
  const kept = source === 'recent' || source === 'range' ? ' of the present model and thresholds' : '';
  throw new VigilError(
    'not_enough_samples',
    `${has} ${samples.length} usable samples${kept}; ${wanted} are needed. ${remedy}`,
  );
}
