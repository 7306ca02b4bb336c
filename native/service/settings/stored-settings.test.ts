import { describe, expect, it } from 'vitest';
import { Settings } from '../../contract/http/settings.ts';
import { parseStoredSettings } from './stored-settings.ts';

const DEFAULTS = Settings.parse({});

describe('stored settings', () => {
  it('are the defaults where there are none', () => {
    expect(parseStoredSettings(null)).toEqual({ settings: DEFAULTS, dropped: [] });
  });

  it('come back as they were kept', () => {
    const settings: Settings = { ...DEFAULTS, port: 9000, providers: ['cpu'], keep_images: false };
    expect(parseStoredSettings(JSON.stringify(settings))).toEqual({ settings, dropped: [] });
  });

  it('keep what is sound where a field is not, and name that', () => {
    const stored = { port: 9000, thresholds: { conf: 7 }, goal: 'speed', added_later: 1 };
    const { settings, dropped } = parseStoredSettings(JSON.stringify(stored));
    expect(settings).toEqual({ ...DEFAULTS, port: 9000 });
    expect(dropped.join('\n')).toMatch(/thresholds\.conf/);
    expect(dropped.join('\n')).toMatch(/goal/);
    expect(dropped.join('\n')).toMatch(/added_later/);
  });

  it.each(['{', '[]', '7', 'null', '""'])('are the defaults where %s was kept', (text) => {
    const { settings, dropped } = parseStoredSettings(text);
    expect(settings).toEqual(DEFAULTS);
    expect(dropped).toHaveLength(1);
  });
});
