import { ApiProblem, call } from './client.ts';

/**
 * Whether this browser may use the console. Off the console's machine every request needs the token; it is exchanged once
 * for a cookie that scripts cannot read, so the page never keeps it.
 */
export type Session =
  | { state: 'open' }
  /** `asked`: the user typed the token; otherwise it came with the address. */
  | { state: 'exchanging'; asked: boolean }
  /** `problem` is why the last token did not do; null before the first. */
  | { state: 'wanted'; problem: ApiProblem | null };

type Exchange = (token: string) => Promise<unknown>;

/** A token in the fragment (`#token=...`), which browsers send to no server; null where there is none. */
export function tokenInFragment(hash: string): string | null {
  const token = new URLSearchParams(hash.replace(/^#/, '')).get('token')?.trim();
  return token === undefined || token === '' ? null : token;
}

/** Takes the token out of the address, so that it is in no history, bookmark or screenshot. */
export function takeTokenFromAddress(
  { hash, pathname, search }: Pick<Location, 'hash' | 'pathname' | 'search'>,
  history: Pick<History, 'replaceState' | 'state'>,
): string | null {
  const token = tokenInFragment(hash);
  if (token !== null) history.replaceState(history.state, '', pathname + search);
  return token;
}

/** Lives outside React, since a token that came with the address is exchanged before the first page is drawn. */
export class SessionStore {
  #session: Session = { state: 'open' };
  readonly #exchange: Exchange;
  readonly #listeners = new Set<() => void>();

  constructor(exchange: Exchange) {
    this.#exchange = exchange;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly get = (): Session => this.#session;

  /** A request was answered `unauthorized`: a token is asked for. */
  refused(): void {
    if (this.#session.state === 'open') this.#set({ state: 'wanted', problem: null });
  }

  /** Exchanges a token for the cookie. Never rejects: what went wrong is part of the state. */
  async signIn(token: string): Promise<void> {
    if (this.#session.state === 'exchanging') return;
    this.#set({ state: 'exchanging', asked: this.#session.state === 'wanted' });
    try {
      await this.#exchange(token.trim());
      this.#set({ state: 'open' });
    } catch (thrown) {
      const problem =
        thrown instanceof ApiProblem
          ? thrown
          : new ApiProblem('internal', 'Something went wrong', String(thrown), null);
      this.#set({ state: 'wanted', problem });
    }
  }

  #set(session: Session): void {
    this.#session = session;
    for (const listener of this.#listeners) listener();
  }
}

export const session = new SessionStore((token) => call('openSession', { json: { token } }));

const arrived = typeof location === 'undefined' ? null : takeTokenFromAddress(location, history);
if (arrived !== null) void session.signIn(arrived);
