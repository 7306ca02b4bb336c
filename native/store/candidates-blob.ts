import type { Candidates } from '../contract/candidates.ts';
import { VigilError } from '../contract/errors.ts';

const FORMAT = 1;
const HEADER_BYTES = 8;
const CANDIDATE_BYTES = 4 + 16 + 2;

/**
 * Candidates as bytes, lossless and the same on every machine, little endian:
 * `format u8 | suppressed u8 | 0 u16 | count u32 | scores f32[count] | boxes f32[count * 4] | class ids u16[count]`.
 */
export function packCandidates({ class_ids, scores, boxes, suppressed }: Candidates): Uint8Array {
  const count = scores.length;
  if (class_ids.length !== count || boxes.length !== count * 4) {
    throw new VigilError(
      'internal',
      `Candidates disagree on their number: ${count} scores, ${class_ids.length} classes, ${boxes.length} coordinates.`,
    );
  }
  const bytes = new Uint8Array(HEADER_BYTES + count * CANDIDATE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, FORMAT);
  view.setUint8(1, suppressed ? 1 : 0);
  view.setUint32(4, count, true);
  let at = HEADER_BYTES;
  for (let i = 0; i < count; i++, at += 4) view.setFloat32(at, scores[i] as number, true);
  for (let i = 0; i < count * 4; i++, at += 4) view.setFloat32(at, boxes[i] as number, true);
  for (let i = 0; i < count; i++, at += 2) view.setUint16(at, class_ids[i] as number, true);
  return bytes;
}

/** The inverse. Throws `storage_failed` on bytes that `packCandidates` did not make. */
export function unpackCandidates(bytes: Uint8Array): Candidates {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length >= HEADER_BYTES ? view.getUint32(4, true) : -1;
  if (view.byteLength !== HEADER_BYTES + count * CANDIDATE_BYTES || view.getUint8(0) !== FORMAT) {
    throw new VigilError(
      'storage_failed',
      'The stored candidates of this result are unreadable. Detect on the image again to get them.',
    );
  }
  const scores = new Float32Array(count);
  const boxes = new Float32Array(count * 4);
  const class_ids = new Uint16Array(count);
  let at = HEADER_BYTES;
  for (let i = 0; i < count; i++, at += 4) scores[i] = view.getFloat32(at, true);
  for (let i = 0; i < count * 4; i++, at += 4) boxes[i] = view.getFloat32(at, true);
  for (let i = 0; i < count; i++, at += 2) class_ids[i] = view.getUint16(at, true);
  return { class_ids, scores, boxes, suppressed: view.getUint8(1) === 1 };
}
