import { env, InferenceSession } from 'onnxruntime-node';
import type { ProviderName } from '../contract/provider.ts';
import { OPTION_NAMES } from './providers/built-in.ts';

// Warnings would go to the process's output at every load; failures reach us as exceptions.
env.logLevel = 'error';

export const RUNTIME_VERSION = env.versions.node ?? env.versions.common;

export interface SessionRequest {
  /** Path of the file, or a model in memory, which must have its weights inside. */
  model: string | Uint8Array;
  /** Values for named free dimensions. */
  freeDimensions: Readonly<Record<string, number>>;
  provider: ProviderName;
  threads: number;
  /** Whether idle threads of the pool wait actively for a while: faster between the nodes of one run, at the cost of heat. */
  spinning: boolean;
  /** Refuse the session when any node would run on the CPU instead of `provider`. */
  strict?: boolean;
  /** Start of the path of a profile file, written by `endProfiling()`. */
  profile?: string;
}

/** Opens a session; rejects with the runtime's own error. Blocks the thread while it loads. */
export async function openSession(request: SessionRequest): Promise<InferenceSession> {
  const session: Record<string, unknown> = {
    intra_op: { allow_spinning: request.spinning ? '1' : '0' },
    // Between the nodes of a run spinning pays; after its end the core belongs to the service, which now has the answer to
    // keep and to send (session.force_spinning_stop in onnxruntime_session_options_config_keys.h).
    force_spinning_stop: '1',
    ...(request.strict === true ? { disable_cpu_ep_fallback: '1' } : {}),
  };
  const { model } = request;
  const options: InferenceSession.SessionOptions = {
    executionProviders: [OPTION_NAMES[request.provider]],
    intraOpNumThreads: request.threads,
    interOpNumThreads: 1,
    freeDimensionOverrides: request.freeDimensions,
    extra: { session },
    // A strict session is refused as often as not, which is no news; its words are in the exception.
    ...(request.strict === true ? { logSeverityLevel: 4 as const } : {}),
    ...(request.profile === undefined ? {} : { enableProfiling: true, profileFilePrefix: request.profile }),
  };
  return await (typeof model === 'string'
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options));
}

/** The runtime's words without the addresses of its source code. */
export function runtimeMessage(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text
    .replace(/(?:\/|[A-Za-z]:\\)\S*onnxruntime\S*?:\d+ .*? was false\. ?/gs, '')
    .replace(/(?:\/|[A-Za-z]:\\)\S*onnxruntime\S*?:\d+ [^)]*\)\s*/g, '')
    .replace(/^Load model from .* failed: ?/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\.$/, '');
}
