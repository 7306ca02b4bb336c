import { IconCpu2 } from '@tabler/icons-react';
import type { Gpu, SystemSnapshot } from '../../../native/contract/http/system.ts';
import { FigureValue } from './FigureValue.tsx';
import { formatCelsius, formatMemory, formatPercent, formatWatts } from './figures.ts';
import { Meter, type MeterPart } from './Meter.tsx';
import { TraceLine } from './TraceLine.tsx';
import { traceOf } from './trace.ts';

/** Of the memory: what our detectors hold, then what others do; undivided where the driver does not say whose it is. */
function memoryParts(gpu: Gpu): MeterPart[] | null {
  const { memory_total_bytes: total, memory_used_bytes: used } = gpu;
  if (total === null || used === null || total === 0) return null;
  const { memory_detectors_bytes: ours, memory_others_bytes: others } = gpu;
  if (ours === null || others === null) return [{ kind: 'undivided', share: used / total }];
  return [
    { kind: 'main', share: ours / total },
    { kind: 'other', share: others / total },
  ];
}

function MemoryLegend({ gpu }: { gpu: Gpu }) {
  const { not_reported } = gpu;
  const isDivided = gpu.memory_detectors_bytes !== null && gpu.memory_others_bytes !== null;
  const rows = [
    { kind: isDivided ? 'main' : 'undivided', label: 'Detectors of this console', figure: 'memory_detectors_bytes' },
    { kind: isDivided ? 'other' : 'undivided', label: 'Other programs', figure: 'memory_others_bytes' },
    { kind: 'free', label: 'Free', figure: 'memory_free_bytes' },
  ] as const;
  return (
    <dl className="memory-legend">
      {rows.map(({ kind, label, figure }) => (
        <div key={figure}>
          <dt>
            <span className="swatch" data-kind={kind} aria-hidden />
            {label}
          </dt>
          <dd>
            <FigureValue value={gpu[figure]} reason={not_reported[figure]} format={formatMemory} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** One GPU: whose its memory is, how busy and how hot it is. */
export function GpuCard({ gpu, samples }: { gpu: Gpu; samples: readonly SystemSnapshot[] }) {
  const { not_reported: reasons, power_limit_w, utilization_ratio } = gpu;
  const facts = [gpu.driver && `driver ${gpu.driver}`, gpu.pci_address, gpu.mig && 'divided by MIG'].filter(Boolean);
  const watts = (value: number) =>
    power_limit_w === null ? formatWatts(value) : `${formatWatts(value)} of ${formatWatts(power_limit_w)}`;
  const memory = (used: number) =>
    gpu.memory_total_bytes === null
      ? formatMemory(used)
      : `${formatMemory(used)} of ${formatMemory(gpu.memory_total_bytes)}`;
  const busy = traceOf(samples, ({ gpus }) => gpus.find(({ id }) => id === gpu.id)?.utilization_ratio);
  return (
    <article className="panel gpu-card" aria-label={`GPU ${gpu.id}, ${gpu.name}`}>
      <header>
        <IconCpu2 size={20} stroke={1.6} aria-hidden />
        <h2>{gpu.name}</h2>
        <span className="quiet">{[`GPU ${gpu.id}`, ...facts].join(', ')}</span>
      </header>
      <Meter
        label="Memory in use"
        words={<FigureValue value={gpu.memory_used_bytes} reason={reasons.memory_used_bytes} format={memory} />}
        parts={memoryParts(gpu)}
      >
        <MemoryLegend gpu={gpu} />
      </Meter>
      <div className="gpu-busy">
        <Meter
          label="Busy"
          words={<FigureValue value={utilization_ratio} reason={reasons.utilization_ratio} format={formatPercent} />}
          parts={utilization_ratio === null ? null : [{ kind: 'main', share: utilization_ratio }]}
        >
          {utilization_ratio !== null && <TraceLine points={busy} full={1} />}
        </Meter>
        <dl className="figure-list">
          <div>
            <dt>Temperature</dt>
            <dd>
              <FigureValue
                value={gpu.temperature_celsius}
                reason={reasons.temperature_celsius}
                format={formatCelsius}
              />
            </dd>
          </div>
          <div>
            <dt>Power</dt>
            <dd>
              <FigureValue value={gpu.power_w} reason={reasons.power_w} format={watts} />
            </dd>
          </div>
        </dl>
      </div>
    </article>
  );
}
