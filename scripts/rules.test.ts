import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { needsOf } from '../native/alerts/expression/needs.ts';
import { EXAMPLES } from '../native/alerts/generate/examples.ts';
import { firingAtEnd } from '../native/alerts/generate/promtool.ts';
import { expressionsOf, RULES } from '../native/alerts/rules/index.ts';
import { promtool, withoutPromtool } from '../native/testing/promtool.ts';
import { leftovers, madeFiles, root } from './rules.ts';

const files = madeFiles();
const groups = [...new Set(RULES.map(({ group }) => group))];

describe('what is made from the rules', () => {
  it.each([...files.keys()])('%s is up to date; `npm run rules` writes it', (path) => {
    expect(readFileSync(join(root, path), 'utf8') === files.get(path), `${path} is stale: npm run rules`).toBe(true);
  });

  it('is all there is in its folders', () => {
    expect(leftovers(files)).toEqual([]);
  });
});

describe('rules', () => {
  it('have names of their own, and read metrics that docs/metrics.md describes', () => {
    expect(new Set(RULES.map(({ name }) => name)).size).toBe(RULES.length);
    const page = readFileSync(join(root, 'docs/metrics.md'), 'utf8');
    const described = new Set([...page.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]));
    const both = RULES.filter(({ evaluated_by }) => evaluated_by === 'both');
    const read = [...needsOf(both.flatMap(expressionsOf)).metrics];
    expect(read.filter((name) => !described.has(name))).toEqual([]);
  });

  it('each have an example that fires and one that does not, and one for their gates', () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(RULES.map(({ name }) => name).sort());
    for (const rule of RULES) {
      const { met, unmet, gated } = EXAMPLES[rule.name] ?? expect.fail(rule.name);
      expect(firingAtEnd(rule, met).alerts, rule.name).toHaveLength(1);
      expect(firingAtEnd(rule, unmet).alerts, rule.name).toEqual([]);
      expect(gated === undefined, rule.name).toBe(rule.gates.length === 0);
      if (gated === undefined) continue;
      expect(firingAtEnd(rule, gated).alerts, rule.name).toEqual([]);
      expect(firingAtEnd({ ...rule, gates: [] }, gated).alerts, rule.name).toHaveLength(1);
    }
  });
});

describe.skipIf(withoutPromtool !== null)('promtool', () => {
  it('finds no fault in the rules', () => {
    const result = promtool(
      'check',
      'rules',
      ...groups.map((group) => join(root, `monitoring/prometheus/rules/${group}.yml`)),
    );
    expect(result.ok, result.output).toBe(true);
    expect(
      [...result.output.matchAll(/SUCCESS: (\d+) rules/g)].reduce((sum, [, count]) => sum + Number(count), 0),
    ).toBe(RULES.length);
  });

  it.each(groups)('passes the unit tests of %s', (group) => {
    const result = promtool('test', 'rules', join(root, `monitoring/prometheus/tests/${group}.yml`));
    expect(result.ok, result.output).toBe(true);
  });
});
