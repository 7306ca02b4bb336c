import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { namesIn, readText } from '../../files.ts';

/** One client of a graphics card: what an open file of /dev/dri says of the memory behind it. */
export interface DrmClient {
  pciAddress: string;
  /** A file that was duplicated has the same id, and its memory must not be counted again. */
  clientId: string;
  vramBytes: number;
}

const UNITS: Readonly<Record<string, number>> = { '': 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };
/** Regions of video memory: `vram` of amdgpu, `vram0` of xe, `local0` of i915. */
const REGION = /^drm-(resident|memory|total)-((?:vram|local)\d*)$/;
/** Which of a region's figures counts: what is resident; older amdgpu calls that `memory`; else what was allocated. */
const RANK: Readonly<Record<string, number>> = { resident: 3, memory: 2, total: 1 };

/**
 * One file of /proc/PID/fdinfo in the format of the kernel's "DRM client usage stats"; null where it is no client of a
 * PCI card, or its driver tells no video memory.
 */
export function parseFdinfo(text: string): DrmClient | null {
  let pciAddress: string | null = null;
  let clientId: string | null = null;
  const regions = new Map<string, { rank: number; bytes: number }>();
  for (const line of text.split('\n')) {
    const [, key = '', value = ''] = /^([^\s:]+):\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === 'drm-pdev') pciAddress = value.toLowerCase();
    if (key === 'drm-client-id') clientId = value;
    const [, kind = '', region = ''] = REGION.exec(key) ?? [];
    const [, digits, unit = ''] = /^(\d+)(?:\s+(\w+))?$/.exec(value) ?? [];
    const scale = UNITS[unit];
    const rank = RANK[kind];
    if (rank === undefined || digits === undefined || scale === undefined) continue;
    if (rank > (regions.get(region)?.rank ?? 0)) regions.set(region, { rank, bytes: Number(digits) * scale });
  }
  if (pciAddress === null || clientId === null || regions.size === 0) return null;
  const vramBytes = [...regions.values()].reduce((total, { bytes }) => total + bytes, 0);
  return { pciAddress, clientId, vramBytes };
}

/** Video memory of one process by PCI address; empty for one that uses no card, null where its files are not ours to read. */
export async function readDrmMemory(proc: string, pid: number): Promise<Map<string, number> | null> {
  const folder = join(proc, `${pid}`);
  const numbers = await namesIn(join(folder, 'fd'));
  if (numbers.length === 0) return null;
  const texts = await Promise.all(numbers.map((number) => readIfCard(folder, number)));
  const clients = new Map<string, DrmClient>();
  for (const text of texts) {
    const client = text === null ? null : parseFdinfo(text);
    if (client !== null) clients.set(`${client.pciAddress} ${client.clientId}`, client);
  }
  const memory = new Map<string, number>();
  for (const { pciAddress, vramBytes } of clients.values()) {
    memory.set(pciAddress, (memory.get(pciAddress) ?? 0) + vramBytes);
  }
  return memory;
}

async function readIfCard(folder: string, number: string): Promise<string | null> {
  const target = await readlink(join(folder, 'fd', number)).catch(() => '');
  return target.startsWith('/dev/dri/') ? readText(join(folder, 'fdinfo', number)) : null;
}
