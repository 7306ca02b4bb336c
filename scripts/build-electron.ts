/** Bundles the desktop shell and the processes it forks into dist/electron; native packages stay outside the bundle. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';
import { z } from 'zod';
import packageJson from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const { dependencies } = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(packageJson);

/** Loaded from node_modules at run time, because they bring native binaries or read files beside themselves. */
const OUTSIDE = ['electron', 'onnxruntime-node', 'sharp', 'better-sqlite3'];
const unknown = OUTSIDE.filter((name) => name !== 'electron' && dependencies[name] === undefined);
if (unknown.length > 0) throw new Error(`package.json has no dependency ${unknown.join(', ')}`);

function bundle(
  out: string,
  input: Record<string, string>,
  format: 'es' | 'cjs',
  extension: string,
  empty: boolean,
): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: OUTSIDE },
    build: {
      ssr: true,
      outDir: out,
      emptyOutDir: empty,
      target: 'node24',
      minify: false,
      rollupOptions: {
        input: Object.fromEntries(Object.entries(input).map(([name, file]) => [name, join(root, file)])),
        output: { format, entryFileNames: `[name].${extension}`, chunkFileNames: `chunks/[name]-[hash].${extension}` },
      },
    },
  };
}

/** Threads lie beside the processes that start them, in files of their own: the names are those of the sources. */
export async function buildElectron(out: string): Promise<void> {
  await build(
    bundle(
      out,
      {
        main: 'electron/main.ts',
        'service-host': 'electron/service-host.ts',
        detector: 'native/detector/main.ts',
        'checkpoint-worker': 'native/store/checkpoint-worker.ts',
        'scene-worker': 'native/demo/line/scene-worker.ts',
      },
      'es',
      'js',
      true,
    ),
  );
  // A sandboxed preload script can only be CommonJS (https://www.electronjs.org/docs/latest/tutorial/esm).
  await build(bundle(out, { preload: 'electron/preload.ts' }, 'cjs', 'cjs', false));
  cpSync(join(root, 'electron/resources/icon.png'), join(out, 'icon.png'));
}

if (import.meta.main) await buildElectron(join(root, 'dist/electron'));
