import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ConsoleStatus } from '../../contract/http/status.ts';
import { startConsole } from '../../testing/console.ts';
import { hasShared, sharedPath } from '../../testing/shared.ts';
import { runVigil } from '../testing/run-vigil.ts';

let dataFolder = '';

beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'vigil-serve-'));
});
afterEach(() => rmSync(dataFolder, { recursive: true, force: true }));

describe('vigil serve', () => {
  it('says where its data are and how to load a model, and ends in order', async () => {
    const vigil = await startConsole({ dataFolder });
    const status = await runVigil(['status', '--data-dir', dataFolder]);
    expect(status.status).toBe(1);
    expect(status.stdout).toMatch(/^model +failed: No model is loaded/m);
    expect(await vigil.stop()).toBe(0);
    expect(vigil.stderr()).toContain(`data in ${dataFolder}\n`);
    expect(vigil.stderr()).toContain('load one with: vigil models load FILE.onnx\n');
  });

  it('takes the data folder from VIGIL_DATA and says what it is on stdout where asked for JSON', async () => {
    const vigil = await startConsole({ dataFolder });
    const second = await runVigil(['serve', '--json', '--port', '0'], { environment: { VIGIL_DATA: dataFolder } });
    expect(second.status).toBe(3);
    expect(JSON.parse(second.stdout)).toEqual({
      code: 'data_folder_in_use',
      detail: expect.stringContaining(dataFolder),
    });
    await vigil.stop();
  });

  it('says so where the port is taken', async () => {
    const vigil = await startConsole();
    const port = new URL(vigil.url).port;
    const second = await runVigil(['serve', '--port', port, '--data-dir', dataFolder]);
    expect(second).toMatchObject({ status: 3, stdout: '' });
    expect(second.stderr).toMatch(new RegExp(`^vigil: The port is taken: .*${port}.*\\n$`));
    await vigil.stop();
  });

  it('tells figures on a second address, and goes on where that cannot be had', async () => {
    const args = ['--metrics-host', '127.0.0.1', '--metrics-port', '0', '--metrics-allow-host', 'scraped.example'];
    const vigil = await startConsole({ dataFolder, args });
    const [, url] = /^metrics for scrapers at (\S+)$/m.exec(vigil.stderr()) ?? [];
    expect(await (await fetch(url as string)).text()).toMatch(/^vigil_build_info/m);
    const environment = { VIGIL_METRICS_HOST: '127.0.0.1', VIGIL_METRICS_PORT: new URL(url as string).port };
    const second = await startConsole({ environment });
    expect(second.stderr()).toMatch(/^no metrics for scrapers: Port \d+ of 127\.0\.0\.1 is taken/m);
    expect((await fetch(`${second.url}/health/live`)).status).toBe(200);
    await Promise.all([vigil.stop(), second.stop()]);
  });

  it('names the token file off loopback, and its own commands find it', async () => {
    const vigil = await startConsole({ dataFolder, args: ['--host', '0.0.0.0'] });
    expect(vigil.stderr()).toContain(`callers need the token in ${join(dataFolder, 'token')}\n`);
    const token = readFileSync(join(dataFolder, 'token'), 'utf8').trim();
    expect(vigil.stderr()).toMatch(new RegExp(`^in a browser: http://\\S+/#token=${token}$`, 'm'));
    expect((await fetch(`${vigil.url}/health`)).status).toBe(401);
    expect((await runVigil(['status', '--data-dir', dataFolder])).status).toBe(1);
    // An address given by hand may be anybody's: the token is not sent there unasked.
    const other = vigil.url.replace(/\/\/[^:]+/, '//localhost');
    expect((await runVigil(['status', '--data-dir', dataFolder, '--url', other])).stderr).toMatch(/^vigil: A token/);
    const tokenFile = ['--token-file', join(dataFolder, 'token')];
    expect((await runVigil(['status', '--url', other, ...tokenFile])).status).toBe(1);
    await vigil.stop();
  });

  it('says on stderr what the log warns of', async () => {
    const vigil = await startConsole({ dataFolder });
    await fetch(`${vigil.url}/v1/models`, { headers: { origin: 'https://evil.example' } });
    await expect.poll(vigil.stderr).toMatch(/security: a request was turned away/);
    await vigil.stop();
  });

  it('says the address where it cannot show it in a browser', async () => {
    const vigil = await startConsole({
      dataFolder,
      args: ['--open'],
      environment: { DISPLAY: '', WAYLAND_DISPLAY: '' },
    });
    await expect.poll(vigil.stderr).toContain(`open ${vigil.url} in a browser\n`);
    await vigil.stop();
  });

  it('asks for a given token on loopback too', async () => {
    const file = join(dataFolder, 'given');
    writeFileSync(file, 'correct-horse-battery-staple\n');
    const vigil = await startConsole({ args: ['--token-file', file] });
    expect((await fetch(`${vigil.url}/v1/models`)).status).toBe(401);
    const headers = { authorization: `Bearer ${readFileSync(file, 'utf8').trim()}` };
    expect((await fetch(`${vigil.url}/v1/models`, { headers })).status).toBe(200);
    await vigil.stop();
  });
});

describe.skipIf(!hasShared)('vigil serve --model', () => {
  it('is ready with the model when it says that it listens', async () => {
    const vigil = await startConsole({ model: sharedPath('models/yolox-nano-416.onnx') });
    expect((await fetch(`${vigil.url}/health`)).status).toBe(200);
    expect(vigil.stderr()).toMatch(/^model yolox-nano-416 on cpu: /m);
    await vigil.stop();
  });

  it('listens all the same where the model does not load, and says why', async () => {
    const vigil = await startConsole({ model: sharedPath('models/odd/truncated.onnx') });
    expect((await fetch(`${vigil.url}/health`)).status).toBe(503);
    expect(vigil.stderr()).toMatch(/^the model was not loaded: \w.*\.$/m);
    expect(vigil.stderr()).toContain('load one with: vigil models load FILE.onnx\n');
    await vigil.stop();
  });
});

describe.skipIf(!hasShared)('vigil serve at its first start', () => {
  const put = (name: string, model = 'yolox-nano-handsign16-416.onnx') => {
    const path = join(dataFolder, name);
    copyFileSync(sharedPath('models', model), path);
    return path;
  };
  const data = () => join(dataFolder, 'data');
  const status = async (url: string) => ConsoleStatus.parse(await (await fetch(`${url}/v1/status`)).json());

  it('loads the starter model, and none with --no-starter', async () => {
    const starter = put('starter.onnx');
    const vigil = await startConsole({ dataFolder: data(), starter });
    expect((await status(vigil.url)).model?.path).toBe(starter);
    expect(vigil.stderr()).toMatch(/^model starter on cpu: /m);
    await vigil.stop();
    const without = await startConsole({ dataFolder: data(), environment: { VIGIL_STARTER: starter } });
    expect((await status(without.url)).model).toBeNull();
    await without.stop();
  });

  it('comes back with the model that ran last, or with the starter where that is gone, and says so', async () => {
    const starter = put('starter.onnx');
    const last = put('last.onnx', 'yolox-nano-416.onnx');
    const first = await startConsole({ dataFolder: data(), starter, model: last });
    await first.stop();
    const second = await startConsole({ dataFolder: data(), starter });
    expect((await status(second.url)).model?.path).toBe(last);
    await second.stop();

    rmSync(last);
    const third = await startConsole({ dataFolder: data(), starter });
    const { model, checks } = await status(third.url);
    expect(model?.path).toBe(starter);
    expect(checks.find(({ name }) => name === 'model')).toMatchObject({
      status: 'degraded',
      detail: expect.stringContaining(last),
    });
    expect(third.stderr()).toContain(
      `The model that ran last is gone (${last}); the starter model, starter, stands in.`,
    );
    await third.stop();
  });
});
