import { describe, expect, it } from 'vitest';
import { Settings } from '../../../native/contract/http/settings.ts';
import { changedFields, FIELDS, PATHS, parseForm, providerRows, toForm, withChange } from './settings-form.ts';

const SAVED = Settings.parse({});
const FORM = toForm(SAVED);

const errorsOf = (change: Partial<typeof FORM>) => {
  const parsed = parseForm({ ...FORM, ...change }, SAVED);
  return parsed.ok ? {} : parsed.errors;
};

describe('the form', () => {
  it('holds every field of the contract, and gives the settings back to the byte', () => {
    expect(parseForm(FORM, SAVED)).toEqual({ ok: true, settings: SAVED });
    const leaves = Object.entries(SAVED).flatMap(([key, value]) =>
      typeof value === 'object' && !Array.isArray(value) ? Object.keys(value).map((leaf) => `${key}.${leaf}`) : [key],
    );
    expect(FIELDS.map((field) => PATHS[field]).sort()).toEqual(leaves.sort());
  });

  it('counts gigabytes where the contract counts bytes', () => {
    const parsed = parseForm({ ...FORM, max_gb: 2.5 }, SAVED);
    expect(parsed).toMatchObject({ ok: true, settings: { retention: { max_bytes: 2_500_000_000 } } });
  });

  it.each([
    [{ port: 70_000 }, { port: 'At most 65,535.' }],
    [{ port: 0 }, { port: 'At least 1.' }],
    [{ port: '' }, { port: 'A number is needed.' }],
    [{ port: 80.5 }, { port: 'A whole number is needed.' }],
    [{ conf: 0.01 }, { conf: 'At least 0.05.' }],
    [{ iou: 1.2 }, { iou: 'At most 1.' }],
    [{ max_det: '-' }, { max_det: 'A number is needed.' }],
    [{ max_gb: 0.001 }, { max_gb: 'At least 0.01.' }],
    [{ max_gb: '' }, { max_gb: 'A number is needed.' }],
    [{ max_age_days: 4_000 }, { max_age_days: 'At most 3,650.' }],
    [{ metrics_port: 0 }, { metrics_port: 'At least 1.' }],
    [{ metrics_hosts: 'ok.example, no/path' }, { metrics_hosts: 'A name or an address, perhaps with a port.' }],
    [{ providers: [] }, { providers: 'At least one has to stay on.' }],
    [{ providers: ['cpu', 'cpu'] as const }, { providers: 'Each provider at most once.' }],
  ])('says what the contract says of %j', (change, errors) => {
    expect(errorsOf(change)).toEqual(errors);
  });
});

it('a second listener is one address and any number of names', () => {
  const parsed = parseForm({ ...FORM, metrics_host: ' 0.0.0.0 ', metrics_hosts: 'a.example,b.example:9100  c' }, SAVED);
  expect(parsed).toMatchObject({
    settings: {
      metrics_listener: { host: '0.0.0.0', port: 8001, allowed_hosts: ['a.example', 'b.example:9100', 'c'] },
    },
  });
});

describe('changes', () => {
  it('are those that differ from what is saved', () => {
    const changes = withChange({}, { port: 9_000, conf: 0.3 }, FORM);
    expect(changedFields(changes, FORM)).toEqual(['port', 'conf']);
    expect(withChange(changes, { port: FORM.port }, FORM)).toEqual({ conf: 0.3 });
  });

  it('compare lists by their members', () => {
    expect(withChange({}, { providers: [...FORM.providers] }, FORM)).toEqual({});
    expect(withChange({}, { providers: ['cpu'] }, FORM)).toEqual({ providers: ['cpu'] });
  });

  it('that others have saved meanwhile are none any more', () => {
    expect(changedFields({ conf: 0.3 }, { ...FORM, conf: 0.3 })).toEqual([]);
  });
});

it('providers that are off stand after those that are on', () => {
  expect(providerRows(['cpu', 'cuda'])).toEqual([
    { provider: 'cpu', on: true },
    { provider: 'cuda', on: true },
    { provider: 'tensorrt', on: false },
    { provider: 'directml', on: false },
    { provider: 'coreml', on: false },
    { provider: 'webgpu', on: false },
  ]);
});
