import { afterEach, describe, expect, it } from 'vitest';
import { createFileTree, type FileTree } from '../../testing/file-tree.ts';
import { DrmMonitor } from './monitor.ts';

const SILENT = { missing: 'Not reported by the driver' };
const trees: FileTree[] = [];
afterEach(() => {
  for (const tree of trees.splice(0)) tree.delete();
});

/** Files of a card, as the kernel's documentation of amdgpu, i915 and xe names them. */
const card = (id: string, files: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(files).map(([name, text]) => [`class/drm/${id}/device/${name}`, text]));
const RADEON = card('card1', {
  vendor: '0x1002\n',
  uevent: 'DRIVER=amdgpu\nPCI_CLASS=30000\nPCI_ID=1002:744C\nPCI_SLOT_NAME=0000:03:00.0\n',
  product_name: '\n',
  mem_info_vram_total: '25753026560\n',
  mem_info_vram_used: '3221225472\n',
  gpu_busy_percent: '42\n',
  'power/runtime_status': 'active\n',
  'hwmon/hwmon4/temp1_input': '61000\n',
  'hwmon/hwmon4/power1_average': '187000000\n',
  'hwmon/hwmon4/power1_cap': '303000000\n',
});
const ARC = card('card0', {
  vendor: '0x8086\n',
  uevent: 'DRIVER=xe\nPCI_ID=8086:56A0\nPCI_SLOT_NAME=0000:0c:00.0\n',
  'hwmon/hwmon2/energy1_input': '1000000\n',
  'hwmon/hwmon2/temp2_input': '47000\n',
  'hwmon/hwmon2/power1_max': '0\n',
});
const OUTPUTS = { 'class/drm/card1-DP-1/status': 'connected\n', 'class/drm/renderD128/dev': '226:128\n' };

function monitor(files: Readonly<Record<string, string>>, pids: number[] = []) {
  const tree = createFileTree(files);
  trees.push(tree);
  const time = { now: 0 };
  return {
    tree,
    time,
    drm: new DrmMonitor(
      tree.root,
      tree.root,
      () => pids,
      () => time.now,
    ),
  };
}

describe('cards of the Linux kernel', () => {
  it('are told by amdgpu with memory, load, temperature and power', async () => {
    const { drm } = monitor({ ...RADEON, ...OUTPUTS });
    await drm.refresh();
    expect(drm.read().cards).toEqual([
      {
        card: expect.objectContaining({
          ...{ id: 'card1', vendor: 'amd', driver: 'amdgpu', pciAddress: '0000:03:00.0', pciId: '1002:744c' },
          productName: null,
        }),
        figures: {
          memoryTotal: { value: 25_753_026_560 },
          memoryUsed: { value: 3_221_225_472 },
          memoryFree: { value: 22_531_801_088 },
          utilization: { value: expect.closeTo(0.42) },
          temperature: { value: expect.closeTo(61) },
          power: { value: expect.closeTo(187) },
          powerLimit: { value: expect.closeTo(303) },
        },
      },
    ]);
  });

  it('of AMD that have the newer file for power, or lack some', async () => {
    const { drm, tree } = monitor(RADEON);
    tree.remove('class/drm/card1/device/hwmon/hwmon4/power1_average');
    tree.remove('class/drm/card1/device/gpu_busy_percent');
    tree.write({ 'class/drm/card1/device/hwmon/hwmon4/power1_input': '90000000' });
    await drm.refresh();
    expect(drm.read().cards[0]?.figures).toMatchObject({ power: { value: expect.closeTo(90) }, utilization: SILENT });
  });

  it('that sleep are not woken up', async () => {
    const { drm, tree } = monitor(RADEON);
    tree.write({ 'class/drm/card1/device/power/runtime_status': 'suspended\n' });
    await drm.refresh();
    const { temperature } = drm.read().cards[0]?.figures ?? {};
    expect(temperature).toEqual({ missing: expect.stringContaining('switched off to save power') });
  });

  it('of Intel tell temperature, and power between two samples', async () => {
    const { drm, tree, time } = monitor(ARC);
    await drm.refresh();
    expect(drm.read().cards[0]?.figures).toMatchObject({
      ...{ memoryUsed: SILENT, utilization: SILENT, powerLimit: SILENT, temperature: { value: expect.closeTo(47) } },
      power: { missing: expect.stringContaining('two samples') },
    });
    time.now = 2_000;
    tree.write({ 'class/drm/card0/device/hwmon/hwmon2/energy1_input': '61000000\n' });
    await drm.refresh();
    expect(drm.read().cards[0]?.figures.power).toEqual({ value: expect.closeTo(30) });
    // The counter of the hardware wraps around.
    time.now = 3_000;
    tree.write({ 'class/drm/card0/device/hwmon/hwmon2/energy1_input': '5\n' });
    await drm.refresh();
    expect(drm.read().cards[0]?.figures.power).toEqual({ missing: expect.stringContaining('began anew') });
  });

  it('within the processor have no memory of their own', async () => {
    const uevent = 'DRIVER=i915\nPCI_ID=8086:9A49\nPCI_SLOT_NAME=0000:00:02.0\n';
    const { drm } = monitor(card('card0', { vendor: '0x8086\n', uevent }));
    await drm.refresh();
    expect(drm.read().cards[0]?.figures.memoryTotal).toEqual({
      missing: expect.stringContaining('shares that of the host'),
    });
  });

  it('of NVIDIA are named with the reason for their silence', async () => {
    const { drm } = monitor(
      card('card0', { vendor: '0x10de\n', uevent: 'DRIVER=nouveau\nPCI_SLOT_NAME=0000:01:00.0\n' }),
    );
    await drm.refresh();
    expect(drm.read().cards[0]?.figures.memoryUsed).toEqual({ missing: expect.stringContaining('nouveau is in use') });
  });

  it('tell who holds their memory, through the processes themselves', async () => {
    const fdinfo = 'drm-driver: amdgpu\ndrm-client-id: 4\ndrm-pdev: 0000:03:00.0\ndrm-memory-vram: 1 MiB\n';
    const { drm } = monitor({ ...RADEON, '77/fd/9': '-> /dev/dri/renderD128', '77/fdinfo/9': fdinfo }, [77, 78]);
    await drm.refresh();
    expect(drm.read().memory).toEqual(
      new Map([
        [77, new Map([['0000:03:00.0', 2 ** 20]])],
        [78, null],
      ]),
    );
  });

  it('are none where the kernel lists none', async () => {
    const { drm } = monitor({ 'class/drm/version': 'drm 1.1.0\n', 'class/drm/card0/device/vendor': '0x1234\n' });
    await drm.refresh();
    expect(drm.read()).toEqual({ cards: [], memory: new Map() });
  });
});
