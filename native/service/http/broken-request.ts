import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { VigilError } from '../../contract/errors.ts';
import { PROBLEM_TYPE, toProblem } from './problem.ts';

/** What cannot be parsed as HTTP never becomes a request: its answer is written to the socket by hand, which then ends. */
export function answerBrokenRequest(
  error: Error & { code?: string },
  socket: Socket,
  maxHeaderBytes = 16 * 1024,
): void {
  // The caller has left, or has its answer already.
  if (error.code === 'ECONNRESET' || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const detail =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? `The headers are larger than ${maxHeaderBytes / 1024} KiB.`
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'The request did not come in completely.'
        : 'This is not HTTP/1.1.';
  const problem = toProblem(new VigilError('invalid_request', detail), randomUUID());
  const body = JSON.stringify(problem);
  socket.end(
    [
      'HTTP/1.1 400 Bad Request',
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Request-Id: ${problem.request_id}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
