import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { promtool, withoutPromtool } from '../../native/testing/promtool.ts';
import { type PreparedStack, prepareStack } from './prepare.ts';

const RULES = join(import.meta.dirname, '../../monitoring/prometheus/rules');
const Rules = z.object({ groups: z.array(z.looseObject({ interval: z.string(), rules: z.array(z.unknown()) })) });

let folder: string;
let stack: PreparedStack;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-prepare-'));
  const options = { prometheusPort: 9190, alertmanagerPort: 9193, interval: '2s' };
  stack = prepareStack(folder, { ...options, consoles: ['127.0.0.1:8001', '127.0.0.1:8002'] }, process.env);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('writes down the consoles, and how often all is scraped and every rule judged', () => {
  const prometheus = dirname(stack.prometheusConfig);
  const config = parse(readFileSync(stack.prometheusConfig, 'utf8'));
  expect(config.global).toMatchObject({ scrape_interval: '2s', evaluation_interval: '2s' });
  expect(parse(readFileSync(join(prometheus, 'targets/vigil.yml'), 'utf8'))).toEqual([
    { targets: ['127.0.0.1:8001', '127.0.0.1:8002'] },
  ]);
  for (const file of readdirSync(RULES)) {
    const [shipped, prepared] = [RULES, join(prometheus, 'rules')].map((from) =>
      Rules.parse(parse(readFileSync(join(from, file), 'utf8'))),
    );
    const expected = shipped?.groups.map((group) => ({ ...group, interval: '2s' }));
    expect(prepared?.groups, file).toEqual(expected);
  }
});

it.skipIf(withoutPromtool !== null)('writes what Prometheus takes', () => {
  const result = promtool('check', 'config', stack.prometheusConfig);
  expect(result.ok, result.output).toBe(true);
});
