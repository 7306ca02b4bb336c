import { describe, expect, it } from 'vitest';
import { holdsPath, redact, userNamesIn } from './redact.ts';

describe('personal paths', () => {
  it.each([
    ['failed to load /home/ada/.local/lib/x.so', 'failed to load ~/.local/lib/x.so'],
    ['/Users/ada/models: ada has no access', '~/models: USER has no access'],
    ['C:\\Users\\ada\\AppData by Ada', '~\\AppData by USER'],
    ['c:/Users/ada/x and /home/lovelace/y', '~/x and ~/y'],
    ['"/home/ada"', '"~"'],
    ['/var/lib/vigil', '/var/lib/vigil'],
  ])('%j', (given, plain) => {
    expect(redact(given)).toBe(plain);
  });

  it('takes whole words, and names known from elsewhere', () => {
    expect(redact('ada, adam, Canada', ['ada'])).toBe('USER, adam, Canada');
    expect(redact('a.b+c has it', ['a.b+c'])).toBe('USER has it');
  });

  it('leaves names alone that are found in every text', () => {
    expect(redact('/home/me/x: tell me', ['me'])).toBe('~/x: tell me');
  });

  it('finds who is mentioned', () => {
    expect(userNamesIn('/home/ada/x /Users/bo/y /home/ada/z')).toEqual(['ada', 'bo']);
  });
});

it.each([
  ['Ultralytics model trained on /home/lq/data/coco.yaml', true],
  ['trained on c:\\Users\\jeffy\\My Documents\\data.yaml', true],
  ['\\\\server\\share\\data', true],
  ["{'data': '/mnt/data/coco.yaml'}", true],
  ['AGPL-3.0 License (https://ultralytics.com/license)', false],
  ['trained on coco.yaml', false],
  ['and/or', false],
  ['[640, 640]', false],
])('%j holds a path: %s', (value, holds) => {
  expect(holdsPath(value)).toBe(holds);
});
