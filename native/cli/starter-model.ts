import { findStarter } from '../starter/starter.ts';
import { INSTALLED_MODELS } from './installed-models.ts';

/** The model that comes with this installation; null where there is none, or none is wanted (`VIGIL_STARTER=none`). */
export const starterModel = (): string | null => findStarter(INSTALLED_MODELS);
