import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = join(import.meta.dirname, '..');
const configuration = await getConfig(root, 'electron-builder.yml', null);
// electron-builder wraps plain patterns into a set with a filter.
const FileSet = z.object({ filter: z.array(z.string()) }).transform(({ filter }) => filter);
const Patterns = z.object({ files: z.array(z.union([z.string(), FileSet])).transform((sets) => sets.flat()) });

/** The patterns that keep files of node_modules out of a target's package: all targets' and its own. */
function excluded(target: 'linux' | 'mac' | 'win'): string[] {
  const all = [...Patterns.parse(configuration).files, ...Patterns.parse(configuration[target]).files];
  return all.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
}

const binaries = globSync(
  'node_modules/{onnxruntime-node/bin,better-sqlite3/prebuilds}/**/*.{node,so,so.1,dylib,dll}',
  {
    cwd: root,
  },
);
const shipped = (target: 'linux' | 'mac' | 'win') =>
  binaries.filter((file) => !excluded(target).some((pattern) => matchesGlob(file, pattern)));

describe('the packaging configuration', () => {
  it('is one that electron-builder accepts', async () => {
    await expect(validateConfiguration(configuration, new DebugLogger(false))).resolves.toBeUndefined();
  });

  it.each([
    ['linux', 'napi-v6/linux/x64/onnxruntime_binding.node', 'prebuilds/linux-x64.node'],
    ['win', 'napi-v6/win32/x64/onnxruntime_binding.node', 'prebuilds/win32-x64.node'],
    ['mac', 'napi-v6/darwin/arm64/onnxruntime_binding.node', 'prebuilds/darwin-arm64.node'],
  ] as const)('ships to %s its own binaries and no others', (target, runtime, sqlite) => {
    const files = shipped(target);
    expect(files.filter((file) => file.endsWith(runtime))).toHaveLength(1);
    expect(files.filter((file) => file.includes('better-sqlite3'))).toEqual([expect.stringMatching(sqlite)]);
    const [folder] = runtime.split('/onnx') as [string];
    expect(files.filter((file) => file.includes('onnxruntime') && !file.includes(folder))).toEqual([]);
  });

  it('unpacks every package that brings a native binary', () => {
    const { asarUnpack } = z.object({ asarUnpack: z.array(z.string()) }).parse(configuration);
    for (const name of ['onnxruntime-node', 'better-sqlite3', 'sharp', '@img']) {
      expect(asarUnpack).toContain(`node_modules/${name}/**`);
    }
  });

  it('blows every fuse that would let another program in', () => {
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('names a main file that the build makes and an icon that is there', () => {
    const { main } = z.object({ main: z.string() }).parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    expect(main).toBe('dist/electron/main.js');
    expect(existsSync(join(root, 'electron/resources/icon.png'))).toBe(true);
  });
});
