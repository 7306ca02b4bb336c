import { createHash } from 'node:crypto';
import { openApiDocument } from '../../openapi/document.ts';
import { docsPage } from '../../openapi/page.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';

/** The API's description, made once when it is first asked for. */
export function documentHandlers(deps: AppDeps): Pick<Handlers, 'openapi' | 'docs'> {
  let made: { json: string; page: string; policy: string } | null = null;
  const document = () => {
    if (made === null) {
      const openapi = openApiDocument(deps.version);
      const page = docsPage(openapi);
      made = { json: JSON.stringify(openapi), page, policy: contentSecurityPolicy(page) };
    }
    return made;
  };
  return {
    openapi: () => document().json,
    docs(_input, _request, reply) {
      const { page, policy } = document();
      reply.type('text/html; charset=utf-8').header('content-security-policy', policy);
      return page;
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
