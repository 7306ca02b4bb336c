import { networkInterfaces } from 'node:os';
import type { RunningService } from '../../service/service.ts';

const WILDCARDS: readonly string[] = ['0.0.0.0', '::'];

/**
 * The address that a browser on another machine opens, token included; null where no token is wanted, and where the user
 * chose one, which is theirs to show. What stands after `#` stays in the browser: the page takes it out of the address
 * line and exchanges it for a cookie.
 */
export function invitation(
  service: Pick<RunningService, 'url' | 'host' | 'token'>,
  interfaces: NodeJS.Dict<{ address: string; family: string; internal: boolean }[]> = networkInterfaces(),
): string | null {
  if (service.token === null || service.token.file === null) return null;
  const url = new URL(service.url);
  const outer = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  // `url` is for this machine; others reach one that listens everywhere by its address in the network.
  if (WILDCARDS.includes(service.host) && outer !== undefined) url.hostname = outer.address;
  return `${url.origin}/#token=${encodeURIComponent(service.token.value)}`;
}
