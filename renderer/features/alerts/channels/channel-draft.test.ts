import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { CHANNEL_BODIES, ChannelName } from '../../../../native/contract/http/channels.ts';
import { refusalsAt } from '../refusals.ts';
import { checkDraft, forgottenSecrets, missingFields, withoutSaved, withTyped } from './channel-draft.ts';
import { CHANNEL_FIELDS, type ChannelField, type FieldName, textOf } from './channel-fields.ts';
import { channel } from './testing/samples.ts';

function field(name: ChannelName, of: FieldName): ChannelField {
  const found = CHANNEL_FIELDS[name].find((each) => each.name === of);
  if (found === undefined) throw new Error(`${name} has no ${of}`);
  return found;
}

const mail = channel('email', {
  configured: true,
  settings: {
    host: 'mail.example.org',
    port: 465,
    user: 'ada',
    from: 'a@example.org',
    to: ['b@example.org', 'c@example.org'],
  },
  secrets: { password: true },
});

it.each(ChannelName.options)(
  'every field of %s has its place in the form, and the secret ones are write-only',
  (name) => {
    const accepted = Object.keys(CHANNEL_BODIES[name].shape).filter((key) => key !== 'enabled');
    expect(CHANNEL_FIELDS[name].map((each) => each.name).toSorted()).toEqual(accepted.toSorted());
    for (const each of CHANNEL_FIELDS[name]) {
      const shape: Readonly<Record<string, z.ZodType>> = CHANNEL_BODIES[name].shape;
      const { description = '' } = shape[each.name]?.meta() ?? {};
      expect(each.kind === 'secret', each.name).toBe(description.startsWith('Secret'));
    }
  },
);

describe('what is typed', () => {
  it('is a change while it is not what is set', () => {
    const host = field('email', 'host');
    const changed = withTyped({}, host, 'mx.example.org', mail);
    expect(changed).toEqual({ host: 'mx.example.org' });
    expect(withTyped(changed, host, 'mail.example.org', mail)).toEqual({});
    const password = field('email', 'password');
    expect(withTyped(withTyped({}, password, 'x', mail), password, '', mail)).toEqual({});
    expect(textOf(mail, password)).toBe('');
    expect(withTyped({}, field('email', 'security'), 'starttls', mail)).toEqual({});
  });

  it('is told to the console in its own words; an empty field clears', () => {
    const draft = { host: ' mx.example.org ', port: '25', user: '', to: 'x@example.org, y@example.org\nz@example.org' };
    expect(checkDraft('email', draft)).toEqual({
      ok: true,
      body: {
        ...{ host: 'mx.example.org', port: 25, user: null },
        to: ['x@example.org', 'y@example.org', 'z@example.org'],
      },
    });
    expect(checkDraft('email', {})).toEqual({ ok: true, body: {} });
  });

  it('is refused at its field, by the schema of the API', () => {
    const wrong = { port: '70000', host: 'http://mail', from: 'ada', to: 'x@example.org, nobody' };
    expect(checkDraft('email', wrong)).toEqual({
      ok: false,
      errors: {
        port: 'At most 65535.',
        host: 'State the name or address of the mail server alone.',
        from: 'This is no e-mail address.',
        to: 'nobody: This is no e-mail address.',
      },
    });
    expect(checkDraft('email', { port: '58x' })).toEqual({ ok: false, errors: { port: 'A whole number is needed.' } });
    const url = checkDraft('webhook', { url: 'ftp://example.org/secret' });
    expect(url).toMatchObject({ ok: false, errors: { url: expect.stringContaining('ftp: are refused') } });
    expect(JSON.stringify(url)).not.toContain('secret');
    expect(checkDraft('pagerduty', { key: 'short' })).toMatchObject({ ok: false, errors: { key: /./ } });
  });

  it('stays a change where it was typed while another was saved', () => {
    const sent = { host: 'mx.example.org', port: '25' };
    expect(withoutSaved({ ...sent, port: '26', user: 'bo' }, sent)).toEqual({ port: '26', user: 'bo' });
  });
});

describe('secrets', () => {
  it('are forgotten with the address that they were made for, unless stated again', () => {
    expect(forgottenSecrets(mail, { user: 'bo' })).toEqual([]);
    expect(forgottenSecrets(mail, { host: 'mx.example.org' })).toEqual(['password']);
    expect(forgottenSecrets(mail, { host: 'mx.example.org', password: 'x' })).toEqual([]);
    expect(forgottenSecrets(channel('alertmanager'), { api: 'http://127.0.0.1:1' })).toEqual([]);
  });

  it('are among what is missing, the password only where there is a user', () => {
    expect(missingFields(mail, {})).toEqual([]);
    expect(missingFields(mail, { host: 'mx.example.org' })).toEqual(['Password']);
    expect(missingFields(mail, { host: 'mx.example.org', user: '' })).toEqual([]);
    expect(missingFields(channel('email'), { host: 'mx.example.org' })).toEqual(['Sender', 'Recipients']);
    expect(missingFields(channel('slack'), {})).toEqual(['Webhook address']);
    expect(missingFields(channel('desktop'), {})).toEqual([]);
  });
});

it('what the console refuses stands at its field, also where its words have a semicolon', () => {
  const fields = ['url', 'to'] as const;
  expect(refusalsAt('url: this is no address; state all of it.', fields)).toEqual({
    url: 'this is no address; state all of it.',
  });
  expect(refusalsAt('to.0: Invalid email address; url: too long', fields)).toEqual({
    ...{ to: 'Invalid email address', url: 'too long' },
  });
  expect(refusalsAt('slack has no key.', fields)).toEqual({ other: 'slack has no key.' });
});
