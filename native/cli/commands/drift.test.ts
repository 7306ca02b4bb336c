import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Verdict } from '../../contract/drift.ts';
import { uniformNumbers } from '../../drift/testing/windows.ts';
import { runVigil } from '../testing/run-vigil.ts';

let folder = '';
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return name;
};
const compare = (...args: string[]) => runVigil(['drift', 'compare', ...args], { cwd: folder });
const toCsv = (columns: Record<string, readonly (number | string)[]>) => {
  const rows = Object.values(columns)[0]?.map((_, row) =>
    Object.values(columns)
      .map((column) => column[row])
      .join(','),
  );
  return `${[Object.keys(columns).join(','), ...(rows ?? [])].join('\n')}\n`;
};
const kinds = (count: number, name: string) =>
  Array.from({ length: count }, (_, index) => (index % 3 === 0 ? name : 'car'));

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-drift-'));
  file(
    'reference.csv',
    toCsv({ brightness: uniformNumbers(100, 1), kind: kinds(100, 'bus'), lost: uniformNumbers(100, 9) }),
  );
  file('quiet.csv', toCsv({ brightness: uniformNumbers(50, 2), kind: kinds(50, 'bus') }));
  file('changed.json', JSON.stringify({ kind: kinds(50, 'truck'), brightness: uniformNumbers(50, 2, 0.5) }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('vigil drift compare', () => {
  it('ends with 0 where nothing has changed, and says what it left out', async () => {
    const ended = await compare('reference.csv', 'quiet.csv');
    expect(ended).toMatchObject({ status: 0, stderr: 'Only in one of the tables, and left out: lost\n' });
    expect(ended.stdout).toMatch(/^FEATURE +KIND +METHOD +STATISTIC +P +ADJUSTED +SCORE +EFFECT +PSI +DRIFT$/m);
    expect(ended.stdout).toMatch(/^brightness +numeric +ks .* no$/m);
    expect(ended.stdout).toMatch(/^No drift: 0 of 2 features, share 0.00$/m);
  });

  it('ends with 1 on drift', async () => {
    const ended = await compare('reference.csv', 'changed.json');
    expect(ended.status).toBe(1);
    expect(ended.stdout).toMatch(/^kind +categorical +chi_square .* drift$/m);
    expect(ended.stdout).toMatch(/^kind: new class truck in 17 samples$/m);
    expect(ended.stdout).toMatch(/^Drift: 2 of 2 features, share 1.00$/m);
  });

  it('answers everything in JSON', async () => {
    const ended = await compare('reference.csv', 'changed.json', '--json', '--alpha', '0.01');
    const { mode, ...verdict } = JSON.parse(ended.stdout);
    expect(mode).toBe('vigil');
    expect(Verdict.parse(verdict)).toMatchObject({ dataset_drift: true, drift_share: 1, num_drifted_features: 2 });
    expect(verdict.features[0]).toMatchObject({ feature: 'brightness', method: 'ks', threshold: 0.01, drifted: true });
    expect(verdict.features[0].detail.anderson_darling.p_value).toBe(0.001);
  });

  it('takes methods for all columns or for one, and says where one does not suit', async () => {
    const ended = await compare(
      'reference.csv',
      'quiet.csv',
      '--json',
      '--method',
      'wasserstein',
      '--method',
      'kind=tvd',
    );
    const { features } = JSON.parse(ended.stdout);
    expect(features.map(({ feature, method }: { feature: string; method: string }) => [feature, method])).toEqual([
      ['brightness', 'wasserstein'],
      ['kind', 'tvd'],
    ]);
    const unsuited = await compare('reference.csv', 'quiet.csv', '--method', 'wasserstein');
    expect(unsuited.stderr).toContain('kind: wasserstein does not suit its values; judged by chi_square\n');
  });

  it('judges as Evidently does', async () => {
    const ended = await compare('reference.csv', 'changed.json', '--evidently', '--json');
    expect(ended.status).toBe(1);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      mode: 'evidently',
      dataset_drift: true,
      features: [
        { feature: 'brightness', method: 'ks', direction: 'falls', threshold: 0.05, drifted: true },
        { feature: 'kind', method: 'chisquare', drift_score: 0, drifted: true },
      ],
    });
    const text = await compare('reference.csv', 'quiet.csv', '--evidently', '--method', 'brightness=psi');
    expect(text.stdout).toMatch(/^brightness +numeric +psi +\S+ +rises +0.1 /m);
  });

  it.each([
    ['an unknown method', ['reference.csv', 'quiet.csv', '--method', 'k-s'], /no method "k-s"\. Known are ks, /],
    [
      'an unknown column',
      ['reference.csv', 'quiet.csv', '--method', 'hue=ks'],
      /share no column "hue", only brightness, kind/,
    ],
    ['a method of the other mode', ['reference.csv', 'quiet.csv', '--evidently', '--method', 'mmd'], /no method "mmd"/],
    ['a file that is not there', ['reference.csv', 'none.csv'], /none\.csv cannot be read: .*no such file/],
  ])('ends with 2 for %s', async (_, args, message) => {
    const ended = await compare(...args);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(message);
  });

  it('names file and line of a mistake', async () => {
    file('uneven.csv', 'brightness,kind\n0.5,car\n0.5\n');
    const ended = await compare('reference.csv', 'uneven.csv');
    expect(ended.status).toBe(2);
    expect(ended.stderr).toMatch(/uneven\.csv, line 3: 1 values where the header has 2\.$/m);
  });
});
