import { describe, expect, it } from 'vitest';
import { VigilError } from '../contract/errors.ts';
import { parseLogLevels } from './levels.ts';

describe('parseLogLevels', () => {
  it.each([
    [undefined, { level: 'info', levels: {} }],
    ['', { level: 'info', levels: {} }],
    ['warn', { level: 'warn', levels: {} }],
    ['detector=debug', { level: 'info', levels: { detector: 'debug' } }],
    ['info,detector=debug', { level: 'info', levels: { detector: 'debug' } }],
    [' error , http = SILENT,', { level: 'error', levels: { http: 'silent' } }],
    ['http=debug,warn,http=trace', { level: 'warn', levels: { http: 'trace' } }],
  ])('reads %j', (text, expected) => {
    expect(parseLogLevels(text)).toEqual(expected);
  });

  it.each(['loud', 'detector=', '=debug', 'detector=loud', 'a=b=debug', 'in fo'])(
    'refuses %j and says what to write',
    (text) => {
      const attempt = () => parseLogLevels(text);
      expect(attempt).toThrow(VigilError);
      expect(attempt).toThrow(expect.objectContaining({ code: 'invalid_parameter' }));
      expect(attempt).toThrow(/info,detector=debug/);
    },
  );
});
