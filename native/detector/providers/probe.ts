import type { InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from '../../contract/provider.ts';
import { openSession, runtimeMessage, type SessionRequest } from '../runtime.ts';
import type { Trial } from '../trial.ts';
import { profileNodes } from './profile.ts';

export type Proof =
  | { extent: 'all'; session: InferenceSession; trial: Trial; reason: string }
  | { extent: 'part'; session: InferenceSession; trial: Trial; nodeShare: Record<string, number>; reason: string }
  | { extent: 'none'; reason: string };

/**
 * Proves how much of a model runs on a provider other than the CPU. A strict session that opens and runs is proof of all
 * and is kept. Where it is refused, a profiled run counts the nodes; a session without the profiler is kept.
 *
 * One session at a time, since WebGPU shares one context among all. Rejects with the runtime's error where the provider
 * cannot start or cannot run this model.
 */
export async function probeProvider(
  request: SessionRequest,
  run: (session: InferenceSession) => Promise<Trial>,
): Promise<Proof> {
  const { provider } = request;
  const strict = await tryStrict(request, run);
  if (strict !== null) {
    return { extent: 'all', ...strict, reason: `A strict session ran: every node of the model is on ${provider}.` };
  }
  const nodeShare = await profileNodes(request, run);
  const share = nodeShare[provider] ?? 0;
  if (share === 0) return { extent: 'none', reason: `None of the model's nodes can run on ${provider}.` };
  const session = await openSession(request);
  const trial = await runOrRelease(session, run);
  return { extent: 'part', session, trial, nodeShare, reason: describeShare(provider, share) };
}

function describeShare(provider: ProviderName, share: number): string {
  return `${Math.floor(share * 1000) / 10} % of the executed nodes are on ${provider}, the others on the CPU.`;
}

async function tryStrict(
  request: SessionRequest,
  run: (session: InferenceSession) => Promise<Trial>,
): Promise<{ session: InferenceSession; trial: Trial } | null> {
  let session: InferenceSession;
  try {
    session = await openSession({ ...request, strict: true });
  } catch (error) {
    // Any other failure than the refusal itself would meet the lenient session as well.
    if (/fallback to CPU EP/i.test(runtimeMessage(error))) return null;
    throw error;
  }
  return { session, trial: await runOrRelease(session, run) };
}

async function runOrRelease(
  session: InferenceSession,
  run: (session: InferenceSession) => Promise<Trial>,
): Promise<Trial> {
  try {
    return await run(session);
  } catch (error) {
    await session.release();
    throw error;
  }
}
