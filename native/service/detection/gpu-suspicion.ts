import type { ProviderAttempt, ProviderName, ProviderReport } from '../../contract/provider.ts';

const WINDOW_MS = 5 * 60_000;
const DEATHS = 2;

/**
 * Whether the GPU is to blame for deaths of the detector processes of one model: two within five minutes while a GPU
 * provider was at work, or may have been. From then on they run on the CPU, until a model is loaded anew.
 */
export class GpuSuspicion {
  readonly #ladder: readonly ProviderName[];
  #deaths: number[] = [];
  #last: ProviderReport | null = null;
  #reason: string | null = null;

  constructor(ladder: readonly ProviderName[]) {
    this.#ladder = ladder;
  }

  /** True when the next process is to be started on the CPU alone. */
  get isConfirmed(): boolean {
    return this.#reason !== null;
  }

  /**
   * @param active where the process ran; null where it died before it said so
   * @param at milliseconds of a clock that never goes back
   */
  processDied(active: ProviderReport | null, builtIn: readonly ProviderName[], at: number): void {
    const suspects = this.#ladder.filter((provider) => provider !== 'cpu' && builtIn.includes(provider));
    if (active === null ? suspects.length === 0 : active.used === 'cpu') return;
    // One who asks for a GPU and nothing else gets nothing else.
    if (this.isConfirmed || !this.#ladder.includes('cpu')) return;
    this.#deaths = [...this.#deaths, at].filter((death) => at - death < WINDOW_MS);
    this.#last = active ?? this.#last;
    if (this.#deaths.length < DEATHS) return;
    this.#reason = `the detector process died ${DEATHS} times within 5 minutes while it used ${this.#last?.used ?? suspects.join(' or ')}`;
  }

  /** A report of a process that was started on the CPU for this reason, with the whole story. */
  explain(onCpu: ProviderReport, builtIn: readonly ProviderName[]): ProviderReport {
    if (this.#reason === null) return onCpu;
    const reason = `Given up, because ${this.#reason}.`;
    const before: ProviderAttempt[] =
      this.#last?.attempts.map((attempt) =>
        attempt.outcome === 'used' ? { ...attempt, outcome: 'failed', reason } : attempt,
      ) ??
      this.#ladder
        .filter((provider) => provider !== 'cpu')
        .map((provider) =>
          builtIn.includes(provider)
            ? { provider, outcome: 'failed', reason }
            : { provider, outcome: 'not_built_in', reason: `This ONNX Runtime is built without ${provider}.` },
        );
    return {
      ...onCpu,
      requested: [...this.#ladder],
      fallback: true,
      reason: `On the CPU, because ${this.#reason}. Load the model again to try the GPU once more.`,
      attempts: [...before, ...onCpu.attempts.filter(({ provider }) => provider === 'cpu')],
    };
  }
}
