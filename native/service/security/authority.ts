import { BlockList, isIP } from 'node:net';

/** The two halves of a Host header, lower case; `port` is null when none is stated. */
export interface Authority {
  /** IPv6 without its brackets. */
  name: string;
  port: number | null;
}

const NAME = /^([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)(?::([1-9][0-9]{0,4}))?$/i;
const IPV6 = /^\[([0-9a-f:.]+)\](?::([1-9][0-9]{0,4}))?$/i;

/**
 * Reads `name`, `name:port`, `[v6]` or `[v6]:port` (RFC 9110, section 7.2), and answers null for everything else: user
 * information, a trailing dot, a zone id, a port with leading zeros, white space. Browsers send none of these to us, and
 * each is a way to make two readers of one header disagree.
 */
export function parseAuthority(text: string): Authority | null {
  const bracketed = IPV6.exec(text);
  if (bracketed !== null && isIP(bracketed[1] as string) !== 6) return null;
  const match = bracketed ?? NAME.exec(text);
  if (match === null) return null;
  const port = match[2] === undefined ? null : Number(match[2]);
  if (port !== null && port > 65_535) return null;
  return { name: (match[1] as string).toLowerCase(), port };
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Whether listening on this address reaches this machine's own programs alone. */
export function isLoopbackAddress(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true;
  const family = isIP(host);
  return family !== 0 && loopback.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** `address:port` as it stands in a URL and in a Host header. */
export function formatAuthority(address: string, port: number): string {
  return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
}
