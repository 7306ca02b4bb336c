import { join } from 'node:path';
import type { GpuVendor } from '../../../contract/http/system.ts';
import { namesIn, readText } from '../../files.ts';

/** A graphics card as the Linux kernel lists it. */
export interface DrmCard {
  /** `card0`. */
  id: string;
  vendor: GpuVendor;
  /** `amdgpu`, `i915`, `xe`, `nvidia`, `nouveau`; null where no driver holds it. */
  driver: string | null;
  /** `0000:03:00.0`; null for what is on no PCI bus. */
  pciAddress: string | null;
  /** `1002:744c`. */
  pciId: string | null;
  /** Product name, where the card tells one. */
  productName: string | null;
  /** Folder of the device. */
  device: string;
  /** Folder of its sensors; null where it has none. */
  sensors: string | null;
}

const VENDORS: Readonly<Record<string, GpuVendor>> = { '0x10de': 'nvidia', '0x1002': 'amd', '0x8086': 'intel' };

/** The cards under `<sys>/class/drm` that are of a vendor we know; `sys` is `/sys` but in tests. */
export async function listCards(sys: string): Promise<DrmCard[]> {
  const root = join(sys, 'class/drm');
  // Beside `card0` stand its outputs, as `card0-DP-1`.
  const ids = (await namesIn(root)).filter((name) => /^card\d+$/.test(name));
  const cards = await Promise.all(ids.map((id) => readCard(id, join(root, id, 'device'))));
  return cards.filter((card) => card !== null).sort((a, b) => Number(a.id.slice(4)) - Number(b.id.slice(4)));
}

async function readCard(id: string, device: string): Promise<DrmCard | null> {
  const [vendorId, uevent, productName, sensors] = await Promise.all([
    readText(join(device, 'vendor')),
    readText(join(device, 'uevent')),
    readText(join(device, 'product_name')),
    namesIn(join(device, 'hwmon')),
  ]);
  const vendor = VENDORS[vendorId?.trim().toLowerCase() ?? ''];
  if (vendor === undefined) return null;
  const entries = new Map((uevent ?? '').split('\n').map((line) => splitEntry(line)));
  const [sensor] = sensors.filter((name) => /^hwmon\d+$/.test(name)).sort();
  return {
    id,
    vendor,
    driver: entries.get('DRIVER') ?? null,
    pciAddress: entries.get('PCI_SLOT_NAME')?.toLowerCase() ?? null,
    pciId: entries.get('PCI_ID')?.toLowerCase() ?? null,
    productName: productName?.trim() || null,
    device,
    sensors: sensor === undefined ? null : join(device, 'hwmon', sensor),
  };
}

function splitEntry(line: string): [string, string] {
  const at = line.indexOf('=');
  return at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
}

/**
 * Whether the card is switched off to save power, as the second GPU of a notebook is for most of the time. Reading its
 * sensors would wake it up.
 */
export async function isAsleep(card: DrmCard): Promise<boolean> {
  return (await readText(join(card.device, 'power/runtime_status')))?.trim() === 'suspended';
}
