import { MAX_EMBEDDING_LENGTH } from '../../contract/features.ts';

const groupOf = (channels: number) => Math.ceil(channels / MAX_EMBEDDING_LENGTH);

/** Numbers that are left of so many channels. */
export function foldedLength(channels: number): number {
  return Math.ceil(channels / groupOf(channels));
}

/**
 * One number a channel as an embedding: of more than 512 channels, groups of as few neighbours as need be are averaged (the
 * last group may be smaller). Null where a number is not finite: nothing can be compared with it.
 */
export function foldEmbedding(channels: Float32Array): Float32Array<ArrayBuffer> | null {
  const group = groupOf(channels.length);
  const folded = new Float32Array(foldedLength(channels.length));
  for (let at = 0; at < folded.length; at++) {
    const members = channels.subarray(at * group, (at + 1) * group);
    let sum = 0;
    for (const member of members) sum += member;
    if (!Number.isFinite(sum)) return null;
    folded[at] = sum / members.length;
  }
  return folded;
}
