import { createHash } from 'node:crypto';
import { type OpenApiDocument, openApiDocument } from '../../openapi/document.ts';
import { docsPage } from '../../openapi/page.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';

/** The API's description, made once when it is first asked for; its examples call the console as the reader did. */
export function documentHandlers(deps: AppDeps): Pick<Handlers, 'openapi' | 'docs'> {
  let document: OpenApiDocument | null = null;
  let made: { baseUrl: string; page: string; policy: string } | null = null;
  const openapi = () => {
    document ??= openApiDocument(deps.version);
    return document;
  };
  return {
    openapi: () => JSON.stringify(openapi()),
    docs(_input, request, reply) {
      // The guard has seen to it that this is a name of ours.
      const baseUrl = `http://${request.headers.host}`;
      if (made?.baseUrl !== baseUrl) {
        const page = docsPage(openapi(), baseUrl);
        made = { baseUrl, page, policy: contentSecurityPolicy(page) };
      }
      reply.type('text/html; charset=utf-8').header('content-security-policy', made.policy);
      return made.page;
    },
  };
}

/** Lets a self-contained page run its own inline styles and scripts, each known by its hash, and load nothing. */
export function contentSecurityPolicy(html: string): string {
  const hashes = (element: string) =>
    [...html.matchAll(new RegExp(`<${element}(?:\\s[^>]*)?>([\\s\\S]*?)</${element}>`, 'g'))].map(
      (match) =>
        `'sha256-${createHash('sha256')
          .update(match[1] as string)
          .digest('base64')}'`,
    );
  const directive = (name: string, sources: string[]) => (sources.length === 0 ? [] : [`${name} ${sources.join(' ')}`]);
  return [
    "default-src 'none'",
    ...directive('style-src', hashes('style')),
    ...directive('script-src', hashes('script')),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
