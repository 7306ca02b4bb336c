import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ScriptedStream } from '../../service/drift/testing/scripted-stream.ts';
import { type AppUnderTest, startApp } from '../../service/http/testing/app-under-test.ts';
import { runVigil } from '../testing/run-vigil.ts';

let app: AppUnderTest;
let stream: ScriptedStream;
beforeAll(async () => {
  app = await startApp();
  stream = new ScriptedStream(app);
});
afterAll(() => app.close());

const drift = (...args: string[]) => runVigil(['drift', ...args, '--url', app.url], { cwd: app.dataFolder });

it('vigil drift checks data, model or all at given levels, resets, undoes and reports, and ends with 1 on drift', async () => {
  const early = await drift('check');
  expect(early).toMatchObject({ status: 0 });
  expect(early.stdout).toContain('0 of 100');
  await stream.send(150);
  const calm = await drift('check', '--json');
  expect([calm.status, JSON.parse(calm.stdout).dataset_drift]).toEqual([0, false]);
  stream.shift = 40;
  await stream.send(50);
  const data = await drift('check', '--check', 'data', '--data-threshold', '0.01');
  expect(data.status).toBe(1);
  expect(data.stdout).toMatch(/brightness +ks .*drift/);
  expect(data.stdout).toContain('Drift: 5 of 5 features, share 1.00');
  expect((await drift('check', '--check', 'model')).status).toBe(0);
  const all = await drift('check', '--check', 'all', '--data-threshold', '0.01', '--model-threshold', '0.02', '--json');
  expect(all.status).toBe(1);
  const levels = new Map(
    JSON.parse(all.stdout).features.map((one: { feature: string; threshold: number }) => [one.feature, one.threshold]),
  );
  expect([levels.get('brightness'), levels.get('embedding'), levels.get('confidence')]).toEqual([0.01, 0.01, 0.02]);
  // The model sees half as much: its features drift, whatever the pictures do.
  stream.scores = [0.6, 0.2, 0.1];
  await stream.send(50);
  const model = await drift('check', '--check', 'model', '--model-threshold', '0.02');
  expect(model.status).toBe(1);
  expect(model.stdout).toMatch(/Drift: [34] of 4 features/);
  expect(model.stdout).not.toContain('brightness');
  expect((await drift('check', '--data-threshold', '7')).status).toBe(2);
  expect((await drift('check', '--model-threshold', '0')).status).toBe(2);
  expect((await drift('check', '--check', 'everything')).status).toBe(2);

  const status = await runVigil(['status', '--url', app.url]);
  expect(status.stdout).toMatch(/drift +drift, share 0\.\d\d/);

  const report = await drift('report', '--out', 'drift.html');
  expect(report).toMatchObject({ status: 0, stdout: 'Written: drift.html\n' });
  expect(readFileSync(join(app.dataFolder, 'drift.html'), 'utf8')).toBe((await drift('report')).stdout.slice(0, -1));

  expect((await drift('reset', '--mode', 'next', '--size', '60')).stdout).toBe('Reference 2 (next): 0 of 60 samples\n');
  expect((await drift('reset', '--undo')).stdout).toBe('Reference 1 (first): 100 of 100 samples\n');
  const refused = await drift('reset', '--mode', 'folder', '--path', 'nowhere');
  expect([refused.status, refused.stderr]).toEqual([2, expect.stringContaining('nowhere cannot be read')]);
});
