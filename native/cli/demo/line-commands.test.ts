import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PARTS } from '../../contract/demo.ts';
import { DemoStatus } from '../../contract/http/demo.ts';
import { DeleteResponse } from '../../contract/http/history-actions.ts';
import { ScriptedScenes } from '../../service/demo/testing/scripted-scenes.ts';
import { type AppUnderTest, startApp } from '../../service/http/testing/app-under-test.ts';
import { ask } from '../../service/http/testing/history-request.ts';
import { ACTIVE, CARD, outcome } from '../../service/http/testing/scripted-detection.ts';
import { runVigil } from '../testing/run-vigil.ts';

const card = { ...CARD, classes: [...PARTS] };
let app: AppUnderTest;
let scenes: ScriptedScenes;
beforeEach(async () => {
  scenes = new ScriptedScenes();
  app = await startApp({}, undefined, { openScenes: scenes.open });
  app.detection.active = { ...ACTIVE, card };
  app.detection.onDetect = async () => outcome({ model: card });
});
afterEach(() => app.close());

const demo = (...args: string[]) => runVigil(['demo', ...args, '--url', app.url]);
const results = async () => (await ask(app, 'demo')).run?.results ?? 0;

describe('vigil demo', () => {
  it('starts with what is given and leaves the rest to the scenario, says how it goes, and stops', async () => {
    const args = ['--rate', '20', '--seed', '7', '--light', '0.5', '--mix', 'bolt=3'];
    const started = await demo('start', 'failing_lamp', ...args);
    expect(started).toMatchObject({ status: 0, stderr: '' });
    expect(started.stdout).toMatch(/^The lamp is failing, 20 pictures per second, seed 7\. /);
    await expect.poll(results).toBeGreaterThan(0);
    expect(await ask(app, 'demo')).toMatchObject({
      line: { state: 'running' },
      run: { scenario: 'failing_lamp', seed: 7, rate: 20, knobs: { light: 0.5, focus: 0, mix: { bolt: 3, nut: 1 } } },
    });

    const status = await demo('status');
    expect(status).toMatchObject({ status: 0, stderr: '' });
    expect(status.stdout).toMatch(/^line +running$/m);
    expect(status.stdout).toMatch(/^scenario +The lamp is failing \(failing_lamp\), seed 7$/m);
    expect(status.stdout).toMatch(/recall 1\.00, precision 1\.00, confidence 0\.75, brightness 100/);

    expect((await demo('stop')).stdout).toMatch(/^stopped after \d+ results\n$/);
    const json = DemoStatus.parse(JSON.parse((await demo('status', '--json')).stdout));
    expect(json.line).toEqual({ state: 'stopped' });
  });

  it('says of a line that never ran that it did not, and of a model what it lacks', async () => {
    app.detection.active = ACTIVE;
    expect((await demo('stop')).stdout).toBe('stopped; it never ran\n');
    expect((await demo('status')).stdout).toMatch(
      /^line {2}stopped\nnote {2}The model scripted knows none of the parts/,
    );
    const started = await demo('start');
    expect(started.stdout).toMatch(/^A normal shift, 4 pictures per second/);
    expect(started.stderr).toMatch(/^The model scripted knows none of the parts/);
  });

  it('clears only when told that it may', async () => {
    await demo('start', '--rate', '30');
    await expect.poll(results).toBeGreaterThan(0);
    await demo('stop');
    const kept = await results();
    const refused = await demo('clear');
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain(`deletes ${kept} results`);
    const cleared = await demo('clear', '--yes');
    expect(cleared).toMatchObject({ status: 0, stdout: `${kept} results deleted\n` });
    expect(cleared.stderr).toMatch(/^Until .* they can be brought back/);
    const again = await demo('clear', '--yes', '--json');
    expect(DeleteResponse.parse(JSON.parse(again.stdout)).count).toBe(0);
  });

  it.each([
    ['an unknown scenario', ['start', 'flood'], /flood.*choices.*failing_lamp/],
    ['a rate beyond the limit', ['start', '--rate', '31'], /--rate.*31/],
    ['a seed that is none', ['start', '--seed', '1.5'], /--seed.*1\.5/],
    ['an unknown kind of part', ['start', '--mix', 'spring=2'], /--mix.*spring/],
  ])('with %s ends with 2', async (_, args, message) => {
    const ended = await demo(...args);
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr.replaceAll('\n', ' ')).toMatch(message);
    expect(scenes.opened).toBe(0);
  });

  it('without a model says to load one', async () => {
    app.detection.active = null;
    const ended = await demo('start');
    expect(ended).toMatchObject({ status: 3, stdout: '' });
    expect(ended.stderr).toContain('Load one first');
  });
});
