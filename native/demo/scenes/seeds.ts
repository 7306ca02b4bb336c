/**
 * Which seeds are for what: detectors are trained on scenes of seeds below this one only. Seeds from here on are never
 * trained on, so that whatever is measured on them (and everything the running line shows) is new to the model.
 */
export const FIRST_UNTRAINED_SEED = 900_000;

/** Whether a detector may be trained on the scene of this seed. */
export function sceneSeedRule(seed: number): 'training' | 'never trained on' {
  return seed < FIRST_UNTRAINED_SEED ? 'training' : 'never trained on';
}
