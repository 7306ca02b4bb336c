import { VigilError } from '../contract/errors.ts';
import type { Validator } from './part-file.ts';

/** What was asked for. */
export interface Question {
  url: string;
  /** Of the whole file, as the catalogue has it. */
  size: number;
  /** Bytes that are here already, and the version they are of; 0 and null where all of the file is asked for. */
  have: number;
  validator: Validator | null;
}

/** What a server's answer means for the download. */
export type Verdict =
  /** The body follows: the whole file, or the rest of what is here. */
  | { kind: 'whole'; validator: Validator }
  | { kind: 'rest' }
  /** All of it is here already. */
  | { kind: 'complete' }
  /** What is here is of no use: ask for the whole file. */
  | { kind: 'start_over'; reason: string }
  /** Perhaps later. */
  | { kind: 'later'; reason: string; waitMs: number | null }
  | { kind: 'refused'; error: VigilError };

/** Answers that may be others a moment later. */
const PASSING: readonly number[] = [408, 425, 429, 500, 502, 503, 504];

/** Judges an answer by its head alone (RFC 9110, sections 14 and 15). */
export function judgeAnswer(status: number, headers: Headers, question: Question): Verdict {
  const { url, size, have } = question;
  if (status === 200) {
    const length = lengthOf(headers);
    if (length !== null && length !== size) return { kind: 'refused', error: wrongSize(url, length, size) };
    return { kind: 'whole', validator: validatorOf(headers) };
  }
  if (status === 206) return judgePart(headers, question);
  if (status === 416 && have > 0) {
    const total = /^bytes \*\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1];
    if (have === size && (total === undefined || Number(total) === size)) return { kind: 'complete' };
    return { kind: 'start_over', reason: 'the server has no more than what is here' };
  }
  if (PASSING.includes(status)) {
    return { kind: 'later', reason: `the server answers ${status}`, waitMs: retryAfterOf(headers) };
  }
  const remedy =
    status === 401 || status === 403
      ? 'It wants a permission that Vigil cannot give; fetch the file by hand.'
      : 'Check the address, or take a newer catalogue with --catalogue.';
  return { kind: 'refused', error: new VigilError('download_failed', `${url} answers ${status}. ${remedy}`) };
}

function judgePart(headers: Headers, { url, size, have, validator }: Question): Verdict {
  if (have === 0) {
    return { kind: 'refused', error: new VigilError('download_failed', `${url} sends a part that nobody asked for.`) };
  }
  const [, first, last, total] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
  if (total !== undefined && total !== '*' && Number(total) !== size) {
    return { kind: 'refused', error: wrongSize(url, Number(total), size) };
  }
  if (first === undefined || Number(first) !== have || Number(last) !== size - 1) {
    return { kind: 'start_over', reason: 'the server sends another part than the one asked for' };
  }
  const length = lengthOf(headers);
  if (length !== null && length !== size - have) {
    return { kind: 'start_over', reason: 'the length of the answer is not that of the part it says to be' };
  }
  // A server that knows nothing of If-Range sends the rest of whatever it has by now.
  const { etag } = validatorOf(headers);
  if (etag !== null && validator?.etag !== null && validator !== null && etag !== validator.etag) {
    return { kind: 'start_over', reason: 'the file changed on the server' };
  }
  return { kind: 'rest' };
}

export function validatorOf(headers: Headers): Validator {
  const etag = headers.get('etag');
  return {
    etag: etag === null || etag.startsWith('W/') ? null : etag,
    last_modified: headers.get('last-modified'),
  };
}

/** Bytes of the body; null where it is not said, or said of a compressed form of it. */
function lengthOf(headers: Headers): number | null {
  const encoding = headers.get('content-encoding') ?? 'identity';
  const length = headers.get('content-length');
  return length === null || encoding !== 'identity' ? null : Number(length);
}

/** Milliseconds of `Retry-After`, in seconds or as a date; null where none is stated. */
function retryAfterOf(headers: Headers): number | null {
  const text = headers.get('retry-after');
  if (text === null) return null;
  const wait = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now();
  return Number.isNaN(wait) ? null : Math.max(0, wait);
}

export function wrongSize(url: string, found: number | string, size: number): VigilError {
  return new VigilError(
    'checksum_mismatch',
    `${url} has ${found} bytes and the catalogue says ${size}: it is another file by now. Nothing of it was kept; take a newer catalogue with --catalogue.`,
  );
}
