import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { meets, printMatchers } from '../../../native/service/alerts/alertmanager/matchers.ts';
import type { LabelMatcher } from '../../../native/store/alert-types.ts';
import { waitFor } from '../../../native/testing/patience.ts';
import { RealAlertmanager, withoutAlertmanager } from './alertmanager.ts';

/** Values of a label, among them some that are read otherwise in JavaScript. */
const VALUES = [
  ...['brightness', 'contrast', 'BRIGHTNESS', 'bright', 'a.b', 'axb', 'a\nb', 'line 1', '42', '-4.2', 'a|b', 'a-b_c'],
  ...[
    'é',
    'ΑΒΓ',
    'αβγ',
    'straße',
    'STRASSE',
    'ſharp',
    '\u212a',
    'K',
    'k',
    '😀',
    '\u00a0',
    '\v',
    '^a$',
    'a{,3}',
    '[x]',
    ']',
    '\\d',
  ],
  ...['aaa', 'aaaaaa', 'ab', 'abab', 'A', 'ẞ', 'ß', 'İ', 'i', 'ı', 'dz', 'ǅ', '0x1F', '_', '"quoted"'],
];

const PATTERNS = [
  ...['bright', 'bright.*', '.*ness', 'bright|contrast', 'brightness|', '(?i)brightness', '(?i:BRIGHT)ness', 'a.b'],
  ...[
    'a\\.b',
    '(?s)a.b',
    '(?s:a.)b',
    '(?i-s)A.B',
    '.',
    '..?',
    '.+',
    '.*',
    '',
    '[^a]',
    '[^a]+',
    '[a-c|_-]+',
    '[]]',
    '[^]]',
  ],
  ...[
    '[\\]x\\[]+',
    '\\d+',
    '-?\\d+\\.?\\d*',
    '\\D+',
    '\\w+',
    '\\W',
    '\\s',
    '[\\s]',
    '\\S+',
    '[[:alpha:]]+',
    '[[:^alnum:]]',
  ],
  ...[
    '[[:space:]]',
    '[[:word:]]+',
    '[[:upper:]]+',
    '(?i)[[:upper:]]+',
    '[^[:lower:]]+',
    '[^\\W]+',
    '[\\D]+',
    '(?i)\\W',
  ],
  ...[
    '(?i)[^k]',
    '(?i)k',
    '(?i)[k-l]',
    '(?i)ſharp',
    '(?i)SHARP',
    '(?i)s.*',
    '(?i)ß',
    '(?i)ẞ',
    '(?i)i',
    '(?i)İ',
    '(?i)ǆ',
  ],
  ...[
    '\\pL+',
    '\\p{Lu}+',
    '(?i)\\p{Lu}+',
    '\\PL+',
    '\\p{Greek}+',
    '(?i)\\p{Greek}+',
    '\\P{Latin}+',
    '\\p{^Latin}',
    '[\\p{Greek}é]+',
  ],
  ...[
    'a{3}',
    'a{2,}',
    'a{2,3}',
    '(a{3}){2}',
    'a{,3}',
    'a{0}',
    '(ab){2}',
    '(ab)*?',
    '(?:a|ab)(?:b|)',
    '(?P<x>ab)+',
    'a*',
    '(a*)*b?',
  ],
  ...[
    '^a.*',
    '.*b$',
    '\\Aab\\z',
    'a\\b-\\bb_c',
    'a\\B.*',
    '\\^a\\$',
    '(?m)^a$\\n^b$',
    'a$\\nb',
    '\\Qa|b\\E',
    '\\Qa{,3}\\E',
    '\\Q[x]\\E?',
  ],
  ...[
    '\\x61\\x{62}',
    '\\141+',
    '\\0?a+',
    '\\a|\\v|\\t',
    '\\x{1F600}',
    '(?U)a+',
    'a(?i)B|AXB',
    '(a(?i))B|x',
    '((?i)a)x|X.*',
  ],
  ...[
    '()',
    '(|a)+',
    '(?:)',
    'b*|brightness',
    'line\\ 1',
    '0x[[:xdigit:]]+',
    '\\"quoted\\"',
    '[^\\x00-\\x7F]+',
    '[😀é]',
    'dz|ǅ',
  ],
];

const matcher = (value: string, changes: Partial<LabelMatcher> = {}): LabelMatcher => ({
  ...{ name: 'feature', value, isRegex: true, isEqual: true },
  ...changes,
});
const ANCHOR: LabelMatcher = { name: 'alertname', value: 'HighPSI', isRegex: false, isEqual: true };

/** What an Alertmanager takes: each needs one matcher that nothing empty meets. */
const SILENCES: LabelMatcher[][] = [
  ...PATTERNS.map((value) => [ANCHOR, matcher(value)]),
  ...['bright.*', '', '.*', '.+', '(?i)k'].map((value) => [ANCHOR, matcher(value, { isEqual: false })]),
  ...['brightness', '', 'a.b', '^a$'].flatMap((value) => [
    [ANCHOR, matcher(value, { isRegex: false })],
    [ANCHOR, matcher(value, { isRegex: false, isEqual: false })],
  ]),
  [matcher('.+')],
  [matcher('', { isRegex: false, isEqual: false })],
  [ANCHOR, matcher('x', { name: 'missing', isEqual: false })],
  [ANCHOR, matcher('.*', { name: 'missing' })],
  [ANCHOR, matcher('.+', { name: 'missing' })],
  [ANCHOR, matcher('', { name: 'missing', isRegex: false })],
  [matcher('High.*|Critical', { name: 'alertname' }), matcher('contrast|a-.*')],
];

describe.skipIf(withoutAlertmanager !== null)(`matchers (${withoutAlertmanager ?? 'by a real Alertmanager'})`, () => {
  let real: RealAlertmanager;
  beforeAll(async () => {
    real = await RealAlertmanager.start();
  });
  afterAll(() => real?.close());

  it('are met by the very alerts that Alertmanager suppresses', async () => {
    const none = { alertname: 'HighPSI', severity: 'warning' };
    const all: Record<string, string>[] = [none, ...VALUES.map((feature) => ({ ...none, feature }))];
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    const made = new Map<string, LabelMatcher[]>();
    for (const matchers of SILENCES) {
      const body = { matchers, startsAt: new Date().toISOString(), endsAt, comment: 'c', createdBy: 'test' };
      const id = await real.silence(body).catch((error) => {
        throw new Error(`${printMatchers(matchers)}: ${error}`);
      });
      made.set(id, matchers);
    }
    await real.tell(all.map((labels) => ({ labels, endsAt })));
    // Silences come into force within a moment of their beginning.
    await waitFor(async () => {
      const told = await real.alerts();
      expect(told).toHaveLength(all.length);
      const differences = told.flatMap(({ labels, status }) =>
        [...made].flatMap(([id, matchers]) =>
          meets(matchers, labels) === status.silencedBy.includes(id)
            ? []
            : [`${printMatchers(matchers)} of ${JSON.stringify(labels['feature'])}`],
        ),
      );
      expect(differences).toEqual([]);
    });
    expect(made.size).toBe(SILENCES.length);
  });
});
