import type { InferenceSession } from 'onnxruntime-node';
import { VigilError } from '../../contract/errors.ts';
import type { ProviderAttempt, ProviderName, ProviderReport } from '../../contract/provider.ts';
import { openSession, runtimeMessage, type SessionRequest } from '../runtime.ts';
import type { Trial } from '../trial.ts';
import { probeProvider } from './probe.ts';
import { whySlower } from './worth.ts';

export interface Rung {
  session: InferenceSession;
  /** Null on the CPU, where nothing has run yet. */
  trial: Trial | null;
  report: ProviderReport;
}

/**
 * Goes down the requested providers, one attempt each, until the model runs on one. ONNX Runtime would fall back by itself,
 * silently or not at all depending on the provider, so each attempt names one provider and keeps the reason of its failure.
 *
 * Throws `model_unreadable` where the CPU cannot load the model either, `provider_unavailable` where the CPU was not asked.
 */
export async function descendLadder(
  requested: readonly ProviderName[],
  builtIn: readonly ProviderName[],
  base: Omit<SessionRequest, 'provider'>,
  run: (session: InferenceSession) => Promise<Trial>,
): Promise<Rung> {
  const attempts: ProviderAttempt[] = [];
  for (const provider of requested) {
    if (!builtIn.includes(provider)) {
      attempts.push({ provider, outcome: 'not_built_in', reason: notBuiltIn(provider) });
      continue;
    }
    const request = { ...base, provider };
    try {
      if (provider === 'cpu') {
        const session = await openSession(request);
        return rung(
          { extent: 'all', session, reason: 'The whole model runs on the CPU.' },
          null,
          provider,
          requested,
          attempts,
        );
      }
      // A GPU provider hands its work over from one thread; more would only wait.
      const proof = await probeProvider({ ...request, threads: 1, spinning: false }, run);
      if (proof.extent === 'none') {
        attempts.push({ provider, outcome: 'failed', reason: proof.reason });
        continue;
      }
      // What stands first was asked for, and is used however slow it is.
      const comparable = provider !== requested[0] && requested.includes('cpu');
      const slower = comparable ? await whySlower(proof, () => openSession({ ...base, provider: 'cpu' }), run) : null;
      if (slower === null) return rung(proof, proof.trial, provider, requested, attempts);
      await proof.session.release();
      attempts.push({ provider, outcome: 'slower', reason: slower });
    } catch (error) {
      attempts.push({ provider, outcome: 'failed', reason: `${runtimeMessage(error)}.` });
    }
  }
  throw refusal(requested, attempts);
}

/** The report of a provider an earlier process proved, or of the CPU. */
function rung(
  proof: { extent: 'all' | 'part'; session: InferenceSession; reason: string; nodeShare?: Record<string, number> },
  trial: Trial | null,
  provider: ProviderName,
  requested: readonly ProviderName[],
  earlier: readonly ProviderAttempt[],
): Rung {
  const failed = earlier.filter(({ outcome }) => outcome === 'failed');
  const prose = earlier
    .filter(({ outcome }) => outcome !== 'not_built_in')
    .map(
      (attempt) => `${attempt.provider} ${attempt.outcome === 'slower' ? 'is slower' : 'failed'}: ${attempt.reason}`,
    );
  return {
    session: proof.session,
    trial,
    report: {
      requested: [...requested],
      used: provider,
      extent: proof.extent,
      node_share: proof.nodeShare ?? null,
      fallback: failed.length > 0,
      reason: [proof.reason, ...prose].join(' '),
      attempts: [...earlier, { provider, outcome: 'used', reason: proof.reason }],
    },
  };
}

function notBuiltIn(provider: ProviderName): string {
  return `This build of ONNX Runtime has no ${provider} on ${process.platform} ${process.arch}.`;
}

function refusal(requested: readonly ProviderName[], attempts: readonly ProviderAttempt[]): VigilError {
  const reasons = attempts.map((attempt) => `${attempt.provider}: ${attempt.reason}`).join(' ');
  if (requested.includes('cpu')) {
    return new VigilError('model_unreadable', `ONNX Runtime cannot load this model. ${reasons} Export it again.`);
  }
  return new VigilError(
    'provider_unavailable',
    `No requested provider can run this model. ${reasons} Add cpu to the list.`,
  );
}
