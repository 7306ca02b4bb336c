import { VigilError } from '../contract/errors.ts';
import { judgeAnswer, wrongSize } from './answer.ts';
import { describeFailure } from './catalogue.ts';
import type { PartFile } from './part-file.ts';

export interface Attempt {
  url: string;
  /** Of the whole file, in bytes. */
  size: number;
  part: PartFile;
  /** The server may be silent for so long. */
  stallMs: number;
  signal: AbortSignal;
  onProgress: (bytes: number) => void;
}

/** What came of one request. */
export type Outcome =
  /** As many bytes as there should be are here. */
  | { kind: 'complete' }
  | { kind: 'start_over'; reason: string }
  | { kind: 'later'; reason: string; waitMs: number | null };

/** Certificates do not get better by asking again. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/;

/**
 * Asks once for what is missing of a file and adds what comes to its part, which keeps all that came in when the answer
 * breaks off. Throws `download_failed` or `checksum_mismatch` where asking again would not help, `storage_failed`, and
 * the signal's reason when it is aborted.
 */
export async function attempt({ url, size, part, stallMs, signal, onProgress }: Attempt): Promise<Outcome> {
  const stalled = new AbortController();
  const timer = setTimeout(() => stalled.abort(), stallMs);
  try {
    const question = { url, size, have: part.bytes, validator: part.validator };
    const response = await fetch(url, {
      headers: { 'accept-encoding': 'identity', ...rangeOf(part) },
      signal: AbortSignal.any([signal, stalled.signal]),
    });
    timer.refresh();
    const verdict = judgeAnswer(response.status, response.headers, question);
    if (verdict.kind !== 'whole' && verdict.kind !== 'rest') {
      await response.body?.cancel();
      if (verdict.kind === 'refused') throw verdict.error;
      return verdict;
    }
    if (verdict.kind === 'whole') await part.begin(verdict.validator);
    else part.continue();
    for await (const chunk of response.body ?? []) {
      timer.refresh();
      if (part.bytes + chunk.length > size) throw wrongSize(url, `more than ${size}`, size);
      await part.append(chunk);
      onProgress(part.bytes);
    }
    return part.bytes === size ? { kind: 'complete' } : later(`it ended after ${part.bytes} of ${size} bytes`);
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof VigilError) throw thrown;
    if (stalled.signal.aborted) return later(`nothing came for ${stallMs / 1_000} s`);
    const cause = thrown instanceof Error ? thrown.cause : undefined;
    if (cause instanceof Error && 'code' in cause && CERTIFICATE.test(String(cause.code))) {
      throw new VigilError('download_failed', `${url} cannot be trusted: ${cause.message}.`, { cause: thrown });
    }
    return later(describeFailure(thrown));
  } finally {
    clearTimeout(timer);
  }
}

const later = (reason: string): Outcome => ({ kind: 'later', reason, waitMs: null });

/** With If-Range a server sends all of the file where it is another by now (RFC 9110, section 13.1.5). */
function rangeOf({ bytes, validator }: PartFile): Record<string, string> {
  if (bytes === 0) return {};
  const version = validator?.etag ?? validator?.last_modified ?? null;
  return { range: `bytes=${bytes}-`, ...(version !== null && { 'if-range': version }) };
}
