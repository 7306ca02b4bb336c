import { DeliveryFailure, withoutSecrets } from './failure.ts';
import type { JsonRequest, SendOptions } from './types.ts';

const LONGEST_WAIT_S = 6 * 60 * 60;
/** Shorter parts of an address are words of it. */
const SHORTEST_SECRET = 6;
/** Of an answer that is only looked at for what it says of a failure. */
const SAID_BYTES = 2_000;

/** A request whose answer is of interest. */
export interface Question extends Omit<JsonRequest, 'body'> {
  method: string;
  /** Undefined for none. */
  body: unknown;
  /** An answer may have so many bytes. */
  largest: number;
}

/** Sends a request and waits for an answer of 2xx. Follows no redirect. Throws `notification_failed`. */
export async function post(request: JsonRequest, secrets: readonly string[], options: SendOptions): Promise<void> {
  const hidden = [...secrets, ...secretParts(request.url)];
  await ask({ ...request, method: 'POST', largest: 0 }, hidden, options);
}

/**
 * Sends a request and answers what an answer of 2xx says; nothing where `largest` is 0. Follows no redirect. Throws
 * a `DeliveryFailure` with none of `secrets` in it.
 */
export async function ask(
  { method, url, headers, body, largest }: Question,
  secrets: readonly string[],
  { timeout_ms, signal }: SendOptions,
): Promise<string> {
  const { host } = new URL(url);
  const clean = (text: string) => withoutSecrets(text, secrets);
  const fail = (error: unknown) => new DeliveryFailure(explain(error, host, timeout_ms, clean));
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers: { ...(body !== undefined && { 'content-type': 'application/json' }), 'user-agent': 'Vigil', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeout_ms)]),
    });
  } catch (error) {
    throw fail(error);
  }
  if (response.ok && largest > 0) {
    const said = await wholeOf(response, largest).catch((error) => {
      throw fail(error);
    });
    if (said !== null) return said;
    throw new DeliveryFailure(`${host} answered more than ${largest} bytes, which is not read. Check the address.`);
  }
  const said = clean(await beginningOf(response));
  if (response.ok) return '';
  const words = said === '' ? '' : `: ${said}`;
  throw new DeliveryFailure(
    `${host} answered ${response.status}${words}. ${remedyFor(response.status)}`,
    retryAfter(response),
    response.status,
  );
}

/** All of an address but its host may be secret, and any part of it. The longest first. */
export function secretParts(url: string): string[] {
  const { pathname, search, searchParams } = new URL(url);
  const parts = [...pathname.split('/'), ...searchParams.values()].filter((part) => part.length >= SHORTEST_SECRET);
  const whole = [url, `${pathname}${search}`, pathname, search].filter((part) => part.length > 1);
  return [...whole, ...parts].toSorted((a, b) => b.length - a.length);
}

/** The first piece of an answer; an answer without end is not waited for. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  try {
    const { value } = await reader.read();
    return value === undefined ? '' : new TextDecoder().decode(value.subarray(0, SAID_BYTES));
  } catch {
    return '';
  } finally {
    void reader.cancel().catch(() => {});
  }
}

/** Null where it is larger than it may be. Rejects where it breaks off or takes too long. */
async function wholeOf(response: Response, largest: number): Promise<string | null> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of response.body ?? []) {
    bytes += piece.byteLength;
    // Leaving the loop cancels the rest.
    if (bytes > largest) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, LONGEST_WAIT_S) : null;
}

function remedyFor(status: number): string {
  if (status >= 300 && status < 400) return 'Redirects are not followed: state the address that it leads to.';
  if (status === 401 || status === 403)
    return 'The key or address is not accepted: make a new one there and state it here.';
  if (status === 404 || status === 410)
    return 'Nothing listens at this address any more: state the one that is in force.';
  if (status === 429) return 'Too many messages: it is tried again later; longer waits in the routing send fewer.';
  if (status < 500) return 'The message was refused: check that the address belongs to a channel of this kind.';
  return 'The receiver has trouble of its own: it is tried again.';
}

function explain(error: unknown, host: string, timeout_ms: number, clean: (text: string) => string): string {
  const { name, message, cause } = error as Error & { cause?: { message?: string; code?: string } };
  if (name === 'TimeoutError')
    return `${host} did not answer within ${timeout_ms} ms. Check that it runs and can be reached.`;
  const why = clean(cause?.code ?? cause?.message ?? message);
  return `${host} cannot be reached: ${why}. Check the address, the network and that it runs.`;
}
