import { existsSync } from 'node:fs';
import type { Log } from '../../logging/types.ts';
import type { LoadRequest } from '../detection/types.ts';
import type { OwnedModels } from './models.ts';

/**
 * Loads the model for the start: the one asked for, else the one that ran last, else the starter. Where the file of the
 * one that ran last is gone the starter stands in for it, and the one that is gone stays the one to come back to. What
 * goes wrong is in the log and in /health.
 */
export async function loadFirstModel(asked: LoadRequest | null, models: OwnedModels, log: Log): Promise<void> {
  try {
    const last = models.remembered();
    if (asked !== null) {
      await models.load(asked);
    } else if (last !== null && (models.starter() === null || existsSync(last.path))) {
      await models.load(last);
    } else if (models.starter() !== null) {
      if (last !== null) log.warn({ path: last.path }, 'the model that ran last is gone: the starter model stands in');
      await models.loadStarter(last?.path ?? null);
    }
  } catch (error) {
    log.warn({ err: error }, 'the console goes on without a model');
  }
}
