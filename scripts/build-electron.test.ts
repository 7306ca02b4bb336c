import { once } from 'node:events';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_KNOBS } from '../native/contract/demo.ts';
import type { FromSceneWorker, ToSceneWorker } from '../native/demo/line/drawing.ts';
import { buildElectron } from './build-electron.ts';

/** Inside the project, so that what is outside the bundle is found. */
const out = join(import.meta.dirname, `../dist/electron-test-${process.pid}`);
beforeAll(() => buildElectron(out));
afterAll(() => rmSync(out, { recursive: true, force: true }));

describe('the bundle of the desktop shell', () => {
  it('has every thread beside the file that starts it', () => {
    const started: string[] = [];
    for (const file of globSync('**/*.{js,cjs}', { cwd: out })) {
      const text = readFileSync(join(out, file), 'utf8');
      expect(text, file).not.toMatch(/new URL\(["'`]\.\/[\w-]+\.ts["'`]/);
      for (const [, name] of text.matchAll(/`\.\/([\w-]+-worker)\$\{extname\(import\.meta\.url\)\}`/g)) {
        expect(existsSync(join(out, dirname(file), `${name}.js`)), `${name} of ${file}`).toBe(true);
        started.push(name as string);
      }
    }
    expect(started.sort()).toEqual(['check-worker', 'checkpoint-worker', 'scene-worker']);
  });

  it('has a thread that draws the pictures of the demo line', async () => {
    const worker = new Worker(join(out, 'scene-worker.js'));
    worker.postMessage({ kind: 'draw', id: 1, request: { seed: 1, knobs: DEFAULT_KNOBS } } satisfies ToSceneWorker);
    const [drawn]: FromSceneWorker[] = await once(worker, 'message');
    if (drawn?.kind !== 'drawn') throw new Error(drawn?.reason);
    expect([...drawn.picture.jpeg.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    worker.postMessage({ kind: 'end' } satisfies ToSceneWorker);
    expect(await once(worker, 'exit')).toEqual([0]);
  });
});
