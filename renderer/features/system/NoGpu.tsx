import { IconCpuOff } from '@tabler/icons-react';
import type { SystemSnapshot } from '../../../native/contract/http/system.ts';
import { formatMemory } from './figures.ts';
import { Meter } from './Meter.tsx';

/** What stands in place of GPUs: why there is none, and the memory that the model holds of the host instead. */
export function NoGpu({ snapshot }: { snapshot: SystemSnapshot }) {
  const { model_memory, host, no_gpu_reason } = snapshot;
  return (
    <section className="panel gpu-card" aria-label="GPU">
      <header>
        <IconCpuOff size={20} stroke={1.6} aria-hidden />
        <h2>No GPU here</h2>
      </header>
      <p className="quiet">{no_gpu_reason}</p>
      {model_memory === null ? (
        <p>No model is loaded, so none holds any memory.</p>
      ) : model_memory.bytes === null ? (
        <p>The memory of the model is not known: {model_memory.reason}.</p>
      ) : (
        <>
          <Meter
            label="Host memory that the model holds"
            words={`${formatMemory(model_memory.bytes)} of ${formatMemory(host.memory_total_bytes)}`}
            parts={[{ kind: 'main', share: model_memory.bytes / host.memory_total_bytes }]}
          />
          <p className="quiet">The model runs on the processor, so this is memory of the host and not of a GPU.</p>
        </>
      )}
    </section>
  );
}
