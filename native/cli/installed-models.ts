import { join } from 'node:path';

/** The models and their catalogue that come with this installation. */
export const INSTALLED_MODELS = join(import.meta.dirname, '../../models');
