import { describe, expect, it } from 'vitest';
import { DriftConfig } from '../../../native/contract/drift.ts';
import { methodsOf, ruleOf, rulesProblem, sameRules, withRule } from './rules-draft.ts';

const config = DriftConfig.parse({});

describe('the rule of a feature', () => {
  it('is the default one until it is changed, and leaves nothing behind when it is changed back', () => {
    expect(ruleOf(config, 'brightness')).toEqual({ enabled: true, method: 'auto', threshold: null });
    const off = withRule(config, 'brightness', { enabled: false });
    expect(ruleOf(off, 'brightness').enabled).toBe(false);
    expect(sameRules(off, config)).toBe(false);
    expect(withRule(off, 'brightness', { enabled: true })).toEqual(config);
  });
  it('drops the threshold with the test that it was for', () => {
    const psi = withRule(withRule(config, 'contrast', { method: 'psi' }), 'contrast', { threshold: 0.25 });
    expect(ruleOf(psi, 'contrast')).toEqual({ enabled: true, method: 'psi', threshold: 0.25 });
    expect(ruleOf(withRule(psi, 'contrast', { method: 'ks' }), 'contrast').threshold).toBeNull();
    expect(ruleOf(withRule(psi, 'contrast', { enabled: false }), 'contrast').threshold).toBe(0.25);
  });
  it('offers the tests of its kind', () => {
    expect(methodsOf('embedding')).toEqual(['auto', 'mmd', 'energy']);
  });
});

describe('a set of rules', () => {
  it('is the same in whatever order', () => {
    const there = withRule(withRule(config, 'a', { enabled: false }), 'b', { enabled: false });
    const back = withRule(withRule(config, 'b', { enabled: false }), 'a', { enabled: false });
    expect(sameRules(there, back)).toBe(true);
  });
  it('says what cannot be saved', () => {
    expect(rulesProblem(config)).toBeNull();
    expect(rulesProblem({ ...config, reference_size: 10 })).toMatch(/^reference size: /);
    expect(rulesProblem({ ...config, alpha: Number.NaN })).toMatch(/^alpha: /);
  });
});
