import { VigilError } from '../contract/errors.ts';
import { LOG_LEVELS, type LogLevel } from './types.ts';

export const DEFAULT_LEVEL: LogLevel = 'info';

export interface LogLevels {
  level: LogLevel;
  levels: Record<string, LogLevel>;
}

/**
 * Reads what VIGIL_LOG says: a level for everything, levels of single components, or both, comma separated, as in
 * `info,detector=debug`. The last word on each wins. Throws `invalid_parameter`.
 */
export function parseLogLevels(text: string | undefined): LogLevels {
  const parsed: LogLevels = { level: DEFAULT_LEVEL, levels: {} };
  for (const part of (text ?? '').split(',').map((word) => word.trim())) {
    if (part === '') continue;
    const { component, word } = /^(?:(?<component>[a-z][a-z0-9_-]*)\s*=\s*)?(?<word>[a-z]+)$/i.exec(part)?.groups ?? {};
    const level = LOG_LEVELS.find((known) => known === word?.toLowerCase());
    if (level === undefined) {
      throw new VigilError(
        'invalid_parameter',
        `VIGIL_LOG says ${JSON.stringify(part)}, which is no level. Write LEVEL or COMPONENT=LEVEL, comma separated, as in "info,detector=debug"; the levels are ${LOG_LEVELS.join(', ')}.`,
      );
    }
    if (component === undefined) parsed.level = level;
    else parsed.levels[component] = level;
  }
  return parsed;
}
