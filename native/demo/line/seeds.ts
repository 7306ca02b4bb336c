import { FIRST_UNTRAINED_SEED } from '../scenes/seeds.ts';

/**
 * The seed of one picture of a run: one of 2^32 that no model was trained on, such that neighbouring pictures and
 * neighbouring runs have nothing in common.
 */
export function pictureSeed(run: number, picture: number): number {
  return FIRST_UNTRAINED_SEED + scramble(scramble(run) ^ picture);
}

/** The finaliser of MurmurHash3 (Austin Appleby, public domain): every bit of 32 depends on every one that goes in. */
export function scramble(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85eb_ca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2_ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
