import { tmpdir, totalmem } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { Host } from '../../contract/http/system.ts';
import { createFileTree, type FileTree } from '../testing/file-tree.ts';
import { parseProcStat, utilization } from './cpu.ts';
import { HostMeter } from './host.ts';
import { parseMemAvailable } from './memory.ts';
import { ProcessMeter, parseCpuSeconds, parseRss } from './processes.ts';

const trees: FileTree[] = [];
afterEach(() => {
  for (const tree of trees.splice(0)) tree.delete();
});
const proc = (files: Readonly<Record<string, string>>) => {
  const tree = createFileTree(files);
  trees.push(tree);
  return tree;
};
const stat = (ticks: number, name = 'node') =>
  `812 (${name}) S 1 812 812 0 -1 4194304 9 0 0 0 ${ticks} 50 0 0 20 0 11 0 5 1 1 18446744073709551615 0\n`;

describe('processors', () => {
  it('are busy for what is neither idle nor waiting for a disk', () => {
    const times = parseProcStat('cpu  100 20 30 700 50 5 5 10 100 20\ncpu0 1 1 1 1 1 1 1 1\n');
    expect(times).toEqual({ busy: 170, total: 920 });
    expect(utilization(times, { busy: 270, total: 1_320 })).toEqual({ value: 0.25 });
    expect(utilization(null, { busy: 270, total: 1_320 })).toEqual({ missing: expect.any(String) });
    expect(parseProcStat('intr 1 2 3\n')).toBeNull();
    expect(parseProcStat('cpu  one two three four five\n')).toBeNull();
  });
});

describe('the host', () => {
  it('is read from the kernel where it has files', async () => {
    const tree = proc({
      stat: 'cpu  100 0 0 900 0 0 0 0\n',
      meminfo: 'MemTotal:       16000000 kB\nMemFree:          500000 kB\nMemAvailable:    8000000 kB\n',
      diskstats: ' 8 0 sda 1 0 8 0 1 0 16 0 0 0 0\n',
      'net/dev': 'eth0: 1000 1 0 0 0 0 0 0 500 1 0 0 0 0 0 0\n',
    });
    const meter = new HostMeter(tmpdir(), tree.root, 'linux', () => 0);
    expect(Host.parse(meter.unmeasured()).cpu_utilization_ratio).toBeNull();
    await meter.measure(0);
    tree.write({
      stat: 'cpu  400 0 0 1600 0 0 0 0\n',
      diskstats: ' 8 0 sda 1 0 2056 0 1 0 16 0 0 0 0\n',
      'net/dev': 'eth0: 3000 1 0 0 0 0 0 0 500 1 0 0 0 0 0 0\n',
    });
    const host = Host.parse(await meter.measure(1_000));
    expect(host).toMatchObject({
      cpu_utilization_ratio: 0.3,
      memory_available_bytes: 8_000_000 * 1_024,
      memory_total_bytes: totalmem(),
      disk_read_bytes_per_s: 2_048 * 512,
      disk_written_bytes_per_s: 0,
      network_received_bytes_per_s: 2_000,
      network_sent_bytes_per_s: 0,
    });
    expect(meter.totals).toEqual({
      ...{ disk_read_bytes: 2_048 * 512, disk_written_bytes: 0, network_received_bytes: 2_000, network_sent_bytes: 0 },
    });
    await expect.poll(async () => (await meter.measure(2_000)).disk_total_bytes).toBeGreaterThan(1_000_000);
  });

  it('says what other systems do not tell, and why', async () => {
    const meter = new HostMeter(tmpdir(), '/nowhere', 'win32', () => 0);
    const { not_reported, load_1m, disk_read_bytes_per_s, memory_available_bytes } = await meter.measure(0);
    expect([load_1m, disk_read_bytes_per_s]).toEqual([null, null]);
    expect(memory_available_bytes).toBeGreaterThan(0);
    expect(not_reported).toMatchObject({
      load_1m: 'Windows has no load average',
      disk_read_bytes_per_s: expect.stringContaining('Linux'),
    });
    const mac = await new HostMeter(tmpdir(), '/nowhere', 'darwin', () => 0).measure(0);
    expect([mac.memory_available_bytes, mac.not_reported.memory_available_bytes]).toEqual([
      null,
      expect.stringContaining('macOS'),
    ]);
  });

  it('names a data folder that cannot be asked', async () => {
    const meter = new HostMeter('/nowhere/at/all', '/nowhere', 'linux', () => 0);
    await expect
      .poll(async () => (await meter.measure(0)).not_reported.disk_total_bytes)
      .toMatch(/cannot be asked: .*ENOENT/);
    expect((await meter.measure(0)).not_reported.network_sent_bytes_per_s).toBe('The kernel does not tell it here');
  });

  it('has as much to give as the kernel estimates', () => {
    expect(parseMemAvailable('MemAvailable:    12 kB\n')).toBe(12_288);
    expect(parseMemAvailable('MemFree:    12 kB\n')).toBeNull();
  });
});

describe('processes', () => {
  it('are told apart from their names, which may hold anything', () => {
    expect(parseCpuSeconds(stat(150))).toBe(2);
    expect(parseCpuSeconds(stat(150, 'a) S 9 (b'))).toBe(2);
    expect(parseCpuSeconds('nonsense')).toBeNull();
    expect(parseRss('Name:\tnode\nVmRSS:\t   90000 kB\n')).toBe(92_160_000);
  });

  it('are measured by what they used since the sample before, over all their lives', async () => {
    const tree = proc({ '812/stat': stat(150), '812/status': 'VmRSS:\t 1000 kB\n' });
    const meter = new ProcessMeter(tree.root, 'linux');
    const detectors = [{ pid: 812, rssBytes: null }];
    const first = await meter.measure(process.pid, detectors, 0);
    expect(first.get(812)).toEqual({ rss: { value: 1_024_000 }, cpuCores: { missing: expect.any(String) } });
    expect(first.get(process.pid)?.rss).toEqual({ value: expect.any(Number) });
    expect(meter.othersCpuSeconds).toBe(2);

    tree.write({ '812/stat': stat(300) });
    expect((await meter.measure(process.pid, detectors, 1_000)).get(812)?.cpuCores).toEqual({ value: 1.5 });
    expect(meter.othersCpuSeconds).toBe(3.5);

    // It died, and another one has its number.
    tree.write({ '812/stat': stat(0) });
    expect((await meter.measure(process.pid, detectors, 2_000)).get(812)?.cpuCores).toHaveProperty('missing');
    expect(meter.othersCpuSeconds).toBe(4);
  });

  it('that are gone, or elsewhere than on Linux, have the memory that they told', async () => {
    const told = [
      { pid: 1, rssBytes: 5 },
      { pid: 2, rssBytes: null },
    ];
    const gone = await new ProcessMeter('/nowhere', 'linux').measure(process.pid, told, 0);
    expect(gone.get(1)).toEqual({ rss: { value: 5 }, cpuCores: { missing: 'The process is gone' } });
    expect(gone.get(2)?.rss).toHaveProperty('missing');
    const elsewhere = new ProcessMeter('/nowhere', 'win32');
    const uses = await elsewhere.measure(process.pid, told, 0);
    expect(uses.get(1)).toEqual({ rss: { value: 5 }, cpuCores: { missing: 'Measured on Linux only' } });
    expect(elsewhere.othersCpuSeconds).toBeNull();
  });
});
