import { realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Names another starter model, or `none`. */
export const STARTER_VARIABLE = 'VIGIL_STARTER';

/**
 * The model that comes with Vigil, for a console that has none of its own yet: `starter.onnx` in the installation's folder
 * of models. Its real path, by which a loaded model is known; null where there is none, and where `VIGIL_STARTER` is
 * `none` or names a file that is not there.
 */
export function findStarter(
  modelFolder: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | null {
  const stated = environment[STARTER_VARIABLE];
  if (stated === 'none') return null;
  try {
    return realpathSync(stated === undefined || stated === '' ? join(modelFolder, 'starter.onnx') : resolve(stated));
  } catch {
    return null;
  }
}
