import type { Gpu, SystemSnapshot } from '../../../native/contract/http/system.ts';
import { formatCelsius, formatMemory, formatPercent } from './figures.ts';

/** The first line of the page: how the GPUs are, and the host. */
export function systemSentence(snapshot: SystemSnapshot | undefined): string {
  if (snapshot === undefined) return 'Asking the machine for its figures';
  const { cpu_utilization_ratio } = snapshot.host;
  const host =
    cpu_utilization_ratio === null ? '' : `the processors of the host are ${formatPercent(cpu_utilization_ratio)} busy`;
  return [gpuClause(snapshot), host].filter((clause) => clause !== '').join('; ');
}

function gpuClause({ gpus, model_memory }: SystemSnapshot): string {
  const [only] = gpus;
  if (only === undefined) {
    const held = model_memory?.kind === 'host' ? model_memory.bytes : null;
    return held === null ? 'No GPU here' : `No GPU here, the model holds ${formatMemory(held)} of host memory`;
  }
  if (gpus.length > 1) return manyGpus(gpus);
  const { name, memory_free_bytes, memory_total_bytes, utilization_ratio, temperature_celsius } = only;
  const said = [
    ...(memory_free_bytes === null || memory_total_bytes === null
      ? []
      : [`has ${formatMemory(memory_free_bytes)} of ${formatMemory(memory_total_bytes)} free`]),
    ...(utilization_ratio === null ? [] : [`is ${formatPercent(utilization_ratio)} busy`]),
    ...(temperature_celsius === null ? [] : [`is at ${formatCelsius(temperature_celsius)}`]),
  ];
  return said.length === 0 ? `${name} reports no figures` : `${name} ${joined(said)}`;
}

function manyGpus(gpus: readonly Gpu[]): string {
  let [free, total, silent] = [0, 0, 0];
  for (const { memory_free_bytes, memory_total_bytes } of gpus) {
    if (memory_free_bytes === null || memory_total_bytes === null) silent++;
    else [free, total] = [free + memory_free_bytes, total + memory_total_bytes];
  }
  if (silent === gpus.length) return `None of ${gpus.length} GPUs reports its memory`;
  const rest = silent === 0 ? '' : `, ${silent} more ${silent === 1 ? 'does' : 'do'} not report theirs`;
  return `${gpus.length - silent} GPUs have ${formatMemory(free)} of ${formatMemory(total)} free${rest}`;
}

const list = new Intl.ListFormat('en', { type: 'conjunction' });
const joined = (parts: readonly string[]): string => list.format(parts);
