import { afterEach, describe, expect, it } from 'vitest';
import { createFileTree, type FileTree } from '../../testing/file-tree.ts';
import { parseFdinfo, readDrmMemory } from './fdinfo.ts';

const KIB = 1_024;
let tree: FileTree | null = null;
afterEach(() => tree?.delete());

// In the format of the kernel's documentation "DRM client usage stats", and, for xe, of its own page.
const amd = (id: number, kib: number) =>
  `pos:\t0\nflags:\t02100002\ndrm-driver:\tamdgpu\ndrm-client-id:\t${id}\ndrm-pdev:\t0000:03:00.0\ndrm-memory-vram:\t${kib} KiB\ndrm-memory-gtt: \t2048 KiB\ndrm-engine-gfx:\t123 ns\n`;
const XE = `pos:    0
drm-driver:     xe
drm-client-id:  3
drm-pdev:       0000:03:00.0
drm-total-system:       0
drm-resident-gtt:       192 KiB
drm-total-vram0:        23992 KiB
drm-shared-vram0:       16 MiB
drm-resident-vram0:     20 MiB
drm-total-vram1:        64
`;

describe('a client of a graphics card', () => {
  it.each([
    ['amdgpu', amd(7, 512), { pciAddress: '0000:03:00.0', clientId: '7', vramBytes: 512 * KIB }],
    [
      'xe, where what is resident counts',
      XE,
      { pciAddress: '0000:03:00.0', clientId: '3', vramBytes: 20 * KIB * KIB + 64 },
    ],
    [
      'i915 with memory of its own',
      'drm-driver: i915\ndrm-client-id: 9\ndrm-pdev: 0000:03:00.0\ndrm-total-local0: 10 MiB\ndrm-total-system0: 5 MiB\n',
      { pciAddress: '0000:03:00.0', clientId: '9', vramBytes: 10 * KIB * KIB },
    ],
    [
      'an integrated GPU',
      'drm-driver: i915\ndrm-client-id: 9\ndrm-pdev: 0000:00:02.0\ndrm-total-system0: 5 MiB\n',
      null,
    ],
    ['a file that is no card', 'pos:\t0\nflags:\t0100000\nmnt_id:\t9\n', null],
    ['nonsense', 'drm-pdev:\ndrm-client-id\ndrm-memory-vram: lots\n', null],
  ])('%s', (_what, text, client) => {
    expect(parseFdinfo(text)).toEqual(client);
  });
});

describe('video memory of a process', () => {
  it('counts a file that was duplicated once, and asks only files of cards', async () => {
    tree = createFileTree({
      '50/fd/3': '-> /dev/dri/renderD128',
      '50/fdinfo/3': amd(7, 512),
      '50/fd/4': '-> /dev/dri/renderD128',
      '50/fdinfo/4': amd(7, 512),
      '50/fd/5': '-> /dev/dri/card0',
      '50/fdinfo/5': amd(8, 100),
      '50/fd/6': '-> /home/me/model.onnx',
      '50/fdinfo/6': amd(9, 99_999),
      '51/fd/0': '-> /dev/null',
    });
    expect(await readDrmMemory(tree.root, 50)).toEqual(new Map([['0000:03:00.0', 612 * KIB]]));
    expect(await readDrmMemory(tree.root, 51)).toEqual(new Map());
    expect(await readDrmMemory(tree.root, 52)).toBeNull();
  });

  it.skipIf(process.platform !== 'linux')('of this very process is none, and can be asked', async () => {
    expect(await readDrmMemory('/proc', process.pid)).toEqual(new Map());
  });
});
