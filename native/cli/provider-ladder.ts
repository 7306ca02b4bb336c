import type { ProviderName } from '../contract/provider.ts';

/** The execution providers to try when the user names one: that one, then the processor. */
export function ladderFrom(provider: ProviderName): ProviderName[] {
  return provider === 'cpu' ? ['cpu'] : [provider, 'cpu'];
}
