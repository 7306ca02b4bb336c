import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { ErrorCode } from '../../contract/errors.ts';
import type { SecurityEvent } from '../../contract/http/history.ts';
import { parseAuthority } from './authority.ts';
import { RISK } from './risk.ts';

/** What a request says of itself before its body is read; header values as sent, every occurrence of Host. */
export interface RequestFacts {
  method: string;
  /** The request target as sent: path and query. */
  target: string;
  hosts: readonly string[];
  origin: string | undefined;
  secFetchSite: string | undefined;
  secFetchMode: string | undefined;
  secFetchDest: string | undefined;
  authorization: string | undefined;
  /** The session cookie. */
  session: string | undefined;
  /** What of the console's own page is asked for: a page or a file that it loads; null for everything of the API. */
  ui: 'page' | 'file' | null;
}

export interface GuardPolicy {
  /** Whether only programs of this machine can connect. */
  loopback: boolean;
  port: number;
  /** Further names, each `name` (with our port, or none) or `name:port` (exactly that), lower case. */
  allowedHosts: readonly string[];
  /** Wanted of every request where not null; must not be null when not on loopback. */
  token: string | null;
  /** Whether this session was begun with the token and still holds, so that it stands in its place. */
  acceptsSession(session: string): boolean;
}

export type Verdict =
  | { allowed: true }
  | { allowed: false; code: ErrorCode; kind: SecurityEvent['kind']; risk: number; detail: string };

/** What a link on a foreign site may open beside the console's page: the same for everybody, and does nothing. */
const LINKABLE: readonly string[] = ['/', '/docs', '/docs/'];
/** Answered without a token: whether the process lives, for a supervisor, and where the token is handed in. */
const OPEN: readonly string[] = ['GET /health/live', 'HEAD /health/live', 'POST /v1/session'];

/**
 * Decides from the head of a request alone whether it may go on.
 *
 * Any page a user visits can send requests to this port, and by DNS rebinding even read the answers under a name of its
 * own. Three headers that a page cannot forge stop it: `Host` must be a name of ours (a rebound name is the attacker's),
 * `Origin` must be absent or the very address asked, and `Sec-Fetch-Site` must not speak of another site; another port
 * of this machine is "same-site" and another origin all the same. Off loopback other machines can connect, so a token is
 * wanted as well.
 */
export function judgeRequest(facts: RequestFacts, policy: GuardPolicy): Verdict {
  return judgeHost(facts, policy) ?? judgeSite(facts) ?? judgeToken(facts, policy) ?? { allowed: true };
}

function judgeHost(facts: RequestFacts, policy: GuardPolicy): Verdict | null {
  const reject = (risk: number, detail: string): Verdict => ({
    allowed: false,
    code: 'host_rejected',
    kind: 'host_rejected',
    risk,
    detail: `${detail} If this console is meant to be reached under that name, start it with --allow-host NAME.`,
  });
  // "GET http://other.example/ HTTP/1.1": such a target outranks Host (RFC 9112, section 3.2.2).
  if (!facts.target.startsWith('/') && facts.target !== '*') {
    return reject(RISK.foreignTarget, 'The request target is a whole address, as if this were a proxy.');
  }
  const [host] = facts.hosts;
  if (host === undefined || host === '') return reject(RISK.missingHost, 'The request has no Host header.');
  if (facts.hosts.length > 1) return reject(RISK.foreignHost, 'The request has more than one Host header.');
  if (isAllowedHost(host, policy)) return null;
  return reject(RISK.foreignHost, `The Host header says ${quote(host)}, which is no name of this console.`);
}

function isAllowedHost(host: string, policy: GuardPolicy): boolean {
  const authority = parseAuthority(host);
  if (authority === null) return false;
  const { name, port } = authority;
  const isOurPort = port === policy.port || (port === null && policy.port === 80);
  if (isOurPort && (name === '127.0.0.1' || name === 'localhost' || name === '::1')) return true;
  // Rebinding needs a name; an address in the Host header is what the caller really connected to.
  if (!policy.loopback && isIP(name) !== 0 && (isOurPort || port === null)) return true;
  return policy.allowedHosts.some((allowed) =>
    allowed === name ? isOurPort || port === null : allowed === host.toLowerCase(),
  );
}

function judgeSite(facts: RequestFacts): Verdict | null {
  const reject = (detail: string): Verdict => ({
    allowed: false,
    code: 'origin_rejected',
    kind: 'origin_rejected',
    risk: RISK.foreignOrigin,
    detail,
  });
  const [host] = facts.hosts;
  if (facts.origin !== undefined && facts.origin.toLowerCase() !== `http://${host?.toLowerCase()}`) {
    return reject(`The Origin header says ${quote(facts.origin)}: other pages may not use this console.`);
  }
  const site = facts.secFetchSite;
  if (site === undefined || site === 'none' || site === 'same-origin') return null;
  const isFollowedLink =
    facts.method === 'GET' && facts.secFetchMode === 'navigate' && facts.secFetchDest === 'document';
  if (isFollowedLink && (facts.ui === 'page' || LINKABLE.includes(pathOf(facts)))) return null;
  return reject(`The browser says that a ${quote(site)} page sent this: other pages may not use this console.`);
}

function judgeToken(facts: RequestFacts, policy: GuardPolicy): Verdict | null {
  if (policy.token === null || OPEN.includes(`${facts.method} ${pathOf(facts)}`)) return null;
  // The page says nothing of its own and has to be there to ask for the token.
  if (facts.ui !== null) return null;
  if (facts.session !== undefined && policy.acceptsSession(facts.session)) return null;
  const given = /^bearer +(\S+) *$/i.exec(facts.authorization ?? '')?.[1];
  if (given !== undefined && isSameSecret(given, policy.token)) return null;
  return {
    allowed: false,
    code: 'unauthorized',
    kind: 'unauthorized',
    risk: facts.authorization === undefined ? RISK.missingToken : RISK.wrongToken,
    detail: `${facts.authorization === undefined ? 'No token came with the request' : 'The token is not the right one'}: send "Authorization: Bearer TOKEN" with the token of this console's data folder.`,
  };
}

const pathOf = (facts: RequestFacts) => facts.target.split('?', 1)[0] as string;
const quote = (text: string) => JSON.stringify(text.slice(0, 100));

/** Takes the same time wherever the two differ; hashing makes both the same length first. */
export function isSameSecret(given: string, wanted: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}
