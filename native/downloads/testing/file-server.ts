import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does with one request; `breakAt` ends the answer once the client has so many bytes of the file. */
export type Turn = (request: IncomingMessage, response: ServerResponse, breakAt: (bytes: number) => void) => void;

export interface FileServer {
  url: string;
  /** `Range` of each request so far, '' where there was none. */
  ranges: string[];
  /** `If-Range` of each request so far. */
  conditions: string[];
  /** Requests that come after these have been taken get the last of them. */
  turns: Turn[];
  /**
   * To be told how many bytes of the file the client has. A connection that ends takes with it what the client has not
   * read yet, so how much comes through would be left to chance.
   */
  reached(bytes: number): void;
  close(): Promise<void>;
}

/** A server on a free port that takes its turns, one a request. */
export async function startFileServer(...turns: Turn[]): Promise<FileServer> {
  const ranges: string[] = [];
  const conditions: string[] = [];
  const left = [...turns];
  let broken: { response: ServerResponse; at: number }[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? '');
    conditions.push(String(request.headers['if-range'] ?? ''));
    const turn = left.length > 1 ? left.shift() : left[0];
    turn?.(request, response, (at) => broken.push({ response, at }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/model.onnx`,
    ranges,
    conditions,
    turns: left,
    reached(bytes) {
      for (const { response, at } of broken) if (bytes >= at) response.destroy();
      broken = broken.filter(({ at }) => bytes < at);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface Served {
  etag?: string;
  lastModified?: string;
  /** Sends so many bytes of the body and ends the connection when the client has them. */
  breakAfter?: number;
  /** Sends so many bytes of the body and then nothing. */
  stallAfter?: number;
  ignoreRange?: boolean;
  ignoreIfRange?: boolean;
}

/** Serves a file as a good server does, but for what is said otherwise. */
export function serve(content: Uint8Array, options: Served = {}): Turn {
  const { etag, lastModified, breakAfter, stallAfter, ignoreRange = false, ignoreIfRange = false } = options;
  return (request, response, breakAt) => {
    if (etag !== undefined) response.setHeader('etag', etag);
    if (lastModified !== undefined) response.setHeader('last-modified', lastModified);
    const condition = request.headers['if-range'];
    const isSame = condition === undefined || ignoreIfRange || condition === etag || condition === lastModified;
    const asked = ignoreRange || !isSame ? null : /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const first = Number(asked?.[1] ?? 0);
    if (asked !== null && first >= content.length) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
      return;
    }
    const body = content.subarray(first);
    response.setHeader('content-length', body.length);
    if (asked !== null) response.setHeader('content-range', `bytes ${first}-${content.length - 1}/${content.length}`);
    response.writeHead(asked === null ? 200 : 206);
    const cut = breakAfter ?? stallAfter;
    if (cut === undefined) response.end(body);
    else response.write(body.subarray(0, cut));
    if (breakAfter !== undefined) breakAt(first + breakAfter);
  };
}

/** Answers with a status and no more. */
export const answer =
  (status: number, headers: Record<string, string> = {}): Turn =>
  (_request, response) => {
    response.writeHead(status, headers).end(status >= 400 ? 'no file but a page about it' : '');
  };
