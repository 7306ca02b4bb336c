import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findStarter } from './starter.ts';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'vigil-starter-')));
  mkdirSync(join(folder, 'models'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const models = () => join(folder, 'models');
const put = (name: string) => {
  writeFileSync(join(folder, name), '');
  return join(folder, name);
};

describe('the starter model', () => {
  it('is the one in the folder of models, where there is one', () => {
    expect(findStarter(models(), {})).toBeNull();
    const starter = put('models/starter.onnx');
    expect(findStarter(models(), {})).toBe(starter);
    expect(findStarter(models(), { VIGIL_STARTER: '' })).toBe(starter);
  });

  it('can be another, or none', () => {
    put('models/starter.onnx');
    const other = put('other.onnx');
    expect(findStarter(models(), { VIGIL_STARTER: other })).toBe(other);
    expect(findStarter(models(), { VIGIL_STARTER: 'none' })).toBeNull();
    expect(findStarter(models(), { VIGIL_STARTER: join(folder, 'absent.onnx') })).toBeNull();
  });

  it('is known by its real path', () => {
    const starter = put('models/starter.onnx');
    symlinkSync(models(), join(folder, 'link'));
    expect(findStarter(join(folder, 'link'), {})).toBe(starter);
  });
});
