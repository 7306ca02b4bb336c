import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rememberModel } from '../../service/lifecycle/remembered-model.ts';
import { openStore } from '../../store/open.ts';
import { lastModel } from './last-model.ts';

let folder: string;
let said: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'vigil-last-model-')));
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const at = (name: string) => join(folder, name);
const file = (name: string) => {
  writeFileSync(at(name), '');
  return at(name);
};
/** A console ran on the data folder and ended. */
function ran(path: string, starter: string | null = null): void {
  const store = openStore(at('data'));
  rememberModel(store, '0123456789ab', { path, sidecar: path === starter ? null : { names: ['bolt'] } }, starter);
  store.close();
}
const last = () => lastModel({ dataDir: at('data') });

describe('the model of a command that names none', () => {
  it('is the one that the console used last, with what was stated of it', async () => {
    ran(file('last.onnx'));
    vi.stubEnv('VIGIL_STARTER', file('starter.onnx'));
    expect(await last()).toEqual({ path: at('last.onnx'), sidecar: { names: ['bolt'] } });
    expect(said).toBe('');
  });

  it('is the starter where there never was one, and where that was used last', async () => {
    vi.stubEnv('VIGIL_STARTER', file('starter.onnx'));
    expect(await last()).toEqual({ path: at('starter.onnx'), sidecar: null });
    expect(said).toBe('using the starter model: --model names none and none was ever loaded\n');
    ran('/elsewhere/starter.onnx', '/elsewhere/starter.onnx');
    expect(await last()).toEqual({ path: at('starter.onnx'), sidecar: null });
  });

  it('is the starter where the last one is gone, which is said', async () => {
    ran(at('gone.onnx'));
    vi.stubEnv('VIGIL_STARTER', file('starter.onnx'));
    expect(await last()).toEqual({ path: at('starter.onnx'), sidecar: null });
    expect(said).toContain(`the last one is gone (${at('gone.onnx')})`);
  });

  it('has to be named where there is none of these', async () => {
    vi.stubEnv('VIGIL_STARTER', 'none');
    await expect(last()).rejects.toMatchObject({ code: 'model_not_loaded' });
    ran(at('gone.onnx'));
    expect((await last()).path).toBe(at('gone.onnx'));
  });
});
