import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';

/** What the machine does, as it was sampled last, and how the addresses of the app port are used. */
export function systemHandlers({ telemetry, traffic }: AppDeps): Pick<Handlers, 'system' | 'systemApi'> {
  return {
    system: () => telemetry.snapshot(),
    systemApi: () => traffic.summary(),
  };
}
