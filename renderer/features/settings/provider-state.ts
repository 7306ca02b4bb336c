import type { ProvidersResponse } from '../../../native/contract/http/models.ts';
import type { ProviderName } from '../../../native/contract/provider.ts';

export interface ProviderState {
  words: string;
  /** False where choosing it cannot help on this machine, as far as is known. */
  usable: boolean;
}

/** What is known of a provider on this machine, from the build of the runtime and the last load of a model. */
export function providerState(provider: ProviderName, providers: ProvidersResponse | undefined): ProviderState {
  if (providers === undefined) return { words: 'Asking the console', usable: true };
  const attempt = providers.active?.attempts.find((one) => one.provider === provider);
  if (attempt?.outcome === 'used') return { words: 'In use', usable: true };
  if (attempt?.outcome === 'slower') return { words: `Slower: ${attempt.reason}`, usable: true };
  if (attempt?.outcome === 'failed') return { words: `Failed: ${attempt.reason}`, usable: false };
  // An empty list means that no detector has told yet.
  if (providers.built_in.length > 0 && !providers.built_in.includes(provider)) {
    return { words: 'Not available on this platform', usable: false };
  }
  if (provider === 'tensorrt') return { words: 'Compiles each model for minutes at its first load', usable: true };
  return { words: 'Not tried yet', usable: true };
}
