import type { EmbeddingInfo } from '../../contract/features.ts';
import { DESCRIPTOR_LENGTH } from './descriptor.ts';
import { foldedLength } from './fold.ts';
import { EMBEDDING_OUTPUT, type Tap } from './tap.ts';

/** What the embeddings of a model are, once it has run; `observed` are the shapes of its outputs by name. */
export function describeEmbedding(
  tap: Tap | null,
  observed: ReadonlyMap<string, readonly number[]>,
): EmbeddingInfo | null {
  if (tap === null) return null;
  if (tap.kind === 'none') return { source: 'descriptor', length: DESCRIPTOR_LENGTH, reason: tap.reason };
  const channels = observed.get(EMBEDDING_OUTPUT)?.[1];
  if (channels === undefined) throw new Error(`The run of a tapped model answered no ${EMBEDDING_OUTPUT}`);
  return { source: 'model', tensor: tap.tensor, length: foldedLength(channels) };
}
