import { createHash, randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AppDeps } from '../deps.ts';
import { uiAddressOf } from './addresses.ts';
import { readStaticFile } from './files.ts';

/** Stands in index.html where each answer has a number of its own, which lets the page make its style tags. */
const NONCE_MARK = '__CSP_NONCE__';
const NONCE_BYTES = 16;
/** Names of files in here hold a hash of what is in them. */
const HASHED = '/assets/';

/** The built page of the console, as `vite build` left it. */
export interface Ui {
  /** Answers a request for a page or a file of it; null where the folder has no such file. */
  answer(request: FastifyRequest, reply: FastifyReply, kind: 'page' | 'file'): Promise<FastifyReply | null>;
}

/** Serves the folder, which is read at each request: a page built anew is there at the next load. */
export function createUi(folder: string): Ui {
  return {
    async answer(request, reply, kind) {
      const path = kind === 'page' ? '/index.html' : pathOf(request);
      const file = await readStaticFile(folder, path);
      if (file === null) return null;
      reply.type(file.type);
      if (file.type.startsWith('text/html')) {
        const nonce = randomBytes(NONCE_BYTES).toString('base64');
        reply.header('content-security-policy', contentSecurityPolicy(nonce));
        return reply.send(file.bytes.toString('utf8').replaceAll(NONCE_MARK, nonce));
      }
      if (path.startsWith(HASHED)) {
        return reply.header('cache-control', 'public, max-age=31536000, immutable').send(file.bytes);
      }
      const etag = `"${createHash('sha256').update(file.bytes).digest('base64url').slice(0, 22)}"`;
      reply.header('etag', etag).header('cache-control', 'no-cache');
      if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
      return reply.send(file.bytes);
    },
  };
}

/** What of the page a request asks for, null for everything of the API: whatever the router knows is the API's. */
export function uiAddress(deps: AppDeps, request: FastifyRequest): 'page' | 'file' | null {
  if (deps.ui === null || !request.is404) return null;
  return uiAddressOf(request.method, request.raw.url ?? '', request.headers.accept);
}

/** Scripts and styles from here alone; style tags that the page makes carry the nonce of this one answer. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const pathOf = (request: FastifyRequest) => (request.raw.url ?? '').split('?', 1)[0] as string;
