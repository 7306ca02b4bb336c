import type { Gpu, GpuFigure } from '../contract/http/system.ts';
import type { DrmReading, DrmSample } from './gpu/drm/monitor.ts';
import type { NvidiaReading } from './gpu/nvidia/monitor.ts';
import { combine, isKnown, known, missing, NOT_REPORTED, type Reading, sum, toFigures } from './reading.ts';
import type { Application } from './types.ts';

/** One GPU of whatever maker: what it tells, and who holds its memory. */
interface View {
  identity: Pick<Gpu, 'id' | 'vendor' | 'name' | 'driver' | 'pci_address' | 'mig'>;
  figures: Record<Exclude<GpuFigure, 'memory_detectors_bytes' | 'memory_others_bytes'>, Reading>;
  memoryOf(pid: number): Reading;
}

/**
 * The model runs on a GPU, but no GPU lists a process of ours: it lists others' numbers, as those of the host are to a
 * container, or none at all, as under WSL. What we hold is then unknown, and not nothing.
 */
const UNLISTED = `${NOT_REPORTED}: the model runs on the GPU, but its process is not among those listed, as in containers and under WSL`;

export interface Attribution {
  gpus: Gpu[];
  /** Of all GPUs together, by process id. */
  memoryOf(pid: number): Reading;
}

/** Splits the memory of every GPU into what our detectors hold and what others do. */
export function attribute(nvidia: readonly NvidiaReading[], drm: DrmSample, application: Application): Attribution {
  const views = [...nvidia.map(viewNvidia), ...drm.cards.map((reading) => viewCard(reading, drm))];
  const pids = application.detectors.map(({ pid }) => pid);
  const isListed = views.some((view) => pids.some((pid) => !isZero(view.memoryOf(pid))));
  const isUnlisted = application.modelOn === 'gpu' && pids.length > 0 && !isListed;
  const memoryOf = (view: View, pid: number): Reading => {
    const reading = view.memoryOf(pid);
    return isUnlisted && pids.includes(pid) && isKnown(reading) ? missing(UNLISTED) : reading;
  };
  return {
    gpus: views.map((view) => {
      const detectors = sum(pids.map((pid) => memoryOf(view, pid)));
      const { memory_used_bytes } = view.figures;
      const others = combine(memory_used_bytes, detectors, (used, ours) => Math.max(0, used - ours));
      return {
        ...view.identity,
        ...toFigures({ ...view.figures, memory_detectors_bytes: detectors, memory_others_bytes: others }),
      };
    }),
    memoryOf: (pid) =>
      views.length === 0 ? missing('No GPU tells its figures here') : sum(views.map((view) => memoryOf(view, pid))),
  };
}

const isZero = (reading: Reading) => isKnown(reading) && reading.value === 0;

function viewNvidia({ gpu, processes }: NvidiaReading): View {
  return {
    identity: {
      id: String(gpu.index),
      vendor: 'nvidia',
      name: gpu.name,
      driver: gpu.driver,
      pci_address: gpu.pciAddress,
      mig: gpu.mig,
    },
    figures: {
      memory_total_bytes: gpu.memoryTotal,
      memory_used_bytes: gpu.memoryUsed,
      memory_free_bytes: gpu.memoryFree,
      utilization_ratio: gpu.utilization,
      temperature_celsius: gpu.temperature,
      power_w: gpu.power,
      power_limit_w: gpu.powerLimit,
    },
    memoryOf: (pid) => ('missing' in processes ? processes : (processes.memory.get(pid) ?? known(0))),
  };
}

const MAKERS = { nvidia: 'NVIDIA', amd: 'AMD', intel: 'Intel' } as const;

function viewCard({ card, figures }: DrmReading, { memory }: DrmSample): View {
  const name = card.productName ?? `${MAKERS[card.vendor]} GPU${card.pciId === null ? '' : ` (PCI ${card.pciId})`}`;
  return {
    identity: {
      id: card.id,
      vendor: card.vendor,
      name,
      driver: card.driver,
      pci_address: card.pciAddress,
      mig: false,
    },
    figures: {
      memory_total_bytes: figures.memoryTotal,
      memory_used_bytes: figures.memoryUsed,
      memory_free_bytes: figures.memoryFree,
      utilization_ratio: figures.utilization,
      temperature_celsius: figures.temperature,
      power_w: figures.power,
      power_limit_w: figures.powerLimit,
    },
    memoryOf(pid) {
      if (card.vendor === 'nvidia') return missing(NOT_REPORTED);
      const cards = memory.get(pid) ?? null;
      if (cards === null) return missing('What the process has open cannot be read');
      return known(card.pciAddress === null ? 0 : (cards.get(card.pciAddress) ?? 0));
    },
  };
}
