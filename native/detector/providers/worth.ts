import type { InferenceSession } from 'onnxruntime-node';
import type { Trial } from '../trial.ts';

/** A first run quicker than this needs no comparison; slower ones may only have compiled their shaders. */
const DOUBTFUL_MS = 400;
/** The processor must be this much faster to be preferred: it has other work too. */
const CLEARLY = 1.5;

/**
 * Whether a GPU provider that works is worth using: on a machine without a GPU a software driver may stand in for one and
 * take seconds for what the processor does in milliseconds. Answers null when it is, else a sentence with both figures.
 *
 * @param gpu the session of the provider, with its first run
 * @param openCpu opens the same model on the processor
 */
export async function whySlower(
  gpu: { session: InferenceSession; trial: Trial },
  openCpu: () => Promise<InferenceSession>,
  run: (session: InferenceSession) => Promise<Trial>,
): Promise<string | null> {
  if (gpu.trial.milliseconds < DOUBTFUL_MS) return null;
  const again = (await run(gpu.session)).milliseconds;
  if (again < DOUBTFUL_MS) return null;
  const cpu = await openCpu();
  try {
    await run(cpu);
    const cpuMs = (await run(cpu)).milliseconds;
    if (again < cpuMs * CLEARLY) return null;
    return `It works, but takes ${again.toFixed(0)} ms a run where the CPU takes ${cpuMs.toFixed(0)}: probably a software driver.`;
  } finally {
    await cpu.release();
  }
}
