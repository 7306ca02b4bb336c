import type { ErrorCode } from '../../contract/errors.ts';
import type { SecurityEvent } from '../../contract/http/history.ts';
import { isLoopbackAddress, parseAuthority } from '../security/authority.ts';
import { isTraversal } from '../security/path.ts';
import { RISK } from '../security/risk.ts';

/** What a request of a scraper says of itself; header values as sent, every occurrence of Host. */
export interface ScrapeFacts {
  method: string;
  /** The request target as sent: path and query. */
  target: string;
  hosts: readonly string[];
  origin: string | undefined;
  secFetchSite: string | undefined;
  hasBody: boolean;
  /** The address of ours that the caller has connected to; IPv4 may stand in IPv6. */
  localAddress: string;
}

export interface ScrapePolicy {
  port: number;
  /** Further names and addresses, each with our port or none, or `name:port` for exactly that. */
  allowedHosts: readonly string[];
}

export type ScrapeVerdict =
  | { allowed: true; asks: 'metrics' | 'health' }
  | {
      allowed: false;
      code: ErrorCode;
      detail: string;
      /** Null where it is a slip and nothing for the security events. */
      event: { kind: SecurityEvent['kind']; risk: number } | null;
    };

const ADDRESSES: Readonly<Record<string, 'metrics' | 'health'>> = { '/metrics': 'metrics', '/health': 'health' };

/**
 * Decides what the second listener answers. It asks for no token, since figures alone are told there; what must not happen
 * is that a page reads them in a visitor's browser. So Host must be the very address connected to or one that was allowed,
 * which ends DNS rebinding, and whatever says that it comes from a page is turned away: no scraper does.
 */
export function judgeScrape(facts: ScrapeFacts, policy: ScrapePolicy): ScrapeVerdict {
  return judgeHost(facts, policy) ?? judgePage(facts) ?? judgeAddress(facts);
}

function judgeHost({ target, hosts, localAddress }: ScrapeFacts, policy: ScrapePolicy): ScrapeVerdict | null {
  const reject = (risk: number, detail: string) => refuse('host_rejected', detail, { kind: 'host_rejected', risk });
  if (!target.startsWith('/')) {
    return reject(RISK.foreignTarget, 'The request target is a whole address, as if this were a proxy.');
  }
  const [host] = hosts;
  if (host === undefined || host === '') return reject(RISK.missingHost, 'The request has no Host header.');
  if (hosts.length > 1) return reject(RISK.foreignHost, 'The request has more than one Host header.');
  if (isAllowedHost(host, localAddress.replace(/^::ffff:/i, ''), policy)) return null;
  const named = JSON.stringify(host.slice(0, 100));
  const remedy = 'A scraper that asks under another name needs --metrics-allow-host NAME.';
  return reject(RISK.foreignHost, `The Host header says ${named}, which is not allowed here. ${remedy}`);
}

function isAllowedHost(host: string, local: string, { port, allowedHosts }: ScrapePolicy): boolean {
  const authority = parseAuthority(host);
  if (authority === null) return false;
  const { name } = authority;
  const isOurPort = authority.port === port || (authority.port === null && port === 80);
  if (isOurPort && (name === local || (name === 'localhost' && isLoopbackAddress(local)))) return true;
  return allowedHosts.some((text) => {
    const allowed = text.toLowerCase();
    return allowed === name ? isOurPort || authority.port === null : allowed === host.toLowerCase();
  });
}

function judgePage({ origin, secFetchSite }: ScrapeFacts): ScrapeVerdict | null {
  // A browser says `none` where its user typed the address.
  if (origin === undefined && (secFetchSite === undefined || secFetchSite === 'none')) return null;
  const detail = 'The request comes from a page; here scrapers alone are answered.';
  return refuse('origin_rejected', detail, { kind: 'origin_rejected', risk: RISK.foreignOrigin });
}

function judgeAddress({ method, target, hasBody }: ScrapeFacts): ScrapeVerdict {
  if (isTraversal(target)) {
    return refuse('not_found', NOT_FOUND, { kind: 'path_rejected', risk: RISK.traversal });
  }
  // As sent: what is encoded is no address of ours.
  const path = target.split('?', 1)[0] as string;
  const asks = Object.hasOwn(ADDRESSES, path) ? ADDRESSES[path] : undefined;
  if (asks === undefined) return refuse('not_found', NOT_FOUND);
  if (method !== 'GET' && method !== 'HEAD') {
    return refuse('method_not_allowed', `${method} is not possible here, only GET, HEAD.`);
  }
  if (hasBody) return refuse('invalid_request', 'A request for figures has no body.');
  return { allowed: true, asks };
}

const NOT_FOUND = 'No such address. Here are /metrics and /health alone; all others are on the app port.';

function refuse(
  code: ErrorCode,
  detail: string,
  event: { kind: SecurityEvent['kind']; risk: number } | null = null,
): ScrapeVerdict {
  return { allowed: false, code, detail, event };
}
