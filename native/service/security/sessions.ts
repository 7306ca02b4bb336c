import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';

export const SESSION_COOKIE = 'vigil_session';
export const SESSION_SECONDS = 30 * 24 * 60 * 60;

const SESSION_BYTES = 32;
/** More browsers than this do not watch one console; the oldest session gives way. */
const MOST_SESSIONS = 100;

const Kept = z.array(z.object({ hash: z.string(), expires_at: z.int() })).catch([]);

/** Browsers that have shown the token once and carry a cookie since. */
export interface Sessions {
  /** Begins one for 30 days; `expires_at` in milliseconds since 1970. */
  open(): { session: string; expires_at: number };
  accepts(session: string): boolean;
}

export interface SessionKeeping {
  load(): string | null;
  /** May throw: the session then holds until this console ends. */
  save(text: string): void;
  onSaveFailed(error: unknown): void;
}

/**
 * Sessions outlive the console, but only as hashes: whoever reads the data folder learns no cookie. The hash is keyed with
 * the token, so that another token ends all sessions begun with this one.
 */
export function createSessions(token: string, keeping: SessionKeeping, clock: () => number = Date.now): Sessions {
  const hashOf = (session: string) => createHmac('sha256', token).update(session).digest('base64url');
  const sessions = new Map(read(keeping.load()).map(({ hash, expires_at }) => [hash, expires_at]));

  function forgetOld(): void {
    for (const [hash, expiresAt] of sessions) {
      if (expiresAt <= clock() || sessions.size > MOST_SESSIONS) sessions.delete(hash);
    }
  }

  return {
    open() {
      const session = randomBytes(SESSION_BYTES).toString('base64url');
      const expires_at = clock() + SESSION_SECONDS * 1_000;
      sessions.set(hashOf(session), expires_at);
      forgetOld();
      try {
        keeping.save(JSON.stringify(Array.from(sessions, ([hash, expires_at]) => ({ hash, expires_at }))));
      } catch (error) {
        keeping.onSaveFailed(error);
      }
      return { session, expires_at };
    },
    // Looked up by a keyed hash: how long that takes says nothing of the session itself.
    accepts: (session) => (sessions.get(hashOf(session)) ?? 0) > clock(),
  };
}

function read(text: string | null): z.infer<typeof Kept> {
  try {
    return Kept.parse(JSON.parse(text ?? '[]'));
  } catch {
    return [];
  }
}

/** The session in a Cookie header (RFC 6265, section 4.2.1); undefined where there is none. */
export function sessionIn(cookies: string | undefined): string | undefined {
  const prefix = `${SESSION_COOKIE}=`;
  return cookies
    ?.split(';')
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(prefix))
    ?.slice(prefix.length);
}
