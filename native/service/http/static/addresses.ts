import { ENDPOINTS } from '../../../contract/http/endpoints.ts';

/** First segments of the API's addresses; whatever begins with one of them is never the console's page. */
const API: ReadonlySet<string> = new Set(
  Object.values(ENDPOINTS).map(({ path }) => (path.split('/')[1] as string).toLowerCase()),
);

/**
 * Segments of letters, digits, `_`, `-` and dots that lead none of them. Nothing encoded: the router decodes an address
 * before it looks it up, so `/%761/models` is of the API and must not be taken for a page, which wants no token.
 */
const PLAIN = /^\/(?:[\w-][\w.-]*(?:\/[\w-][\w.-]*)*\/?)?$/;

/** The addresses that the page itself knows, as it navigates. */
const PAGES = /^\/(?:(?:demo|detect|history|models|settings)\/?|history\/[\w-]+\/?)?$/;

/** What of the console's page a request target names: a page or a file it loads; null for everything else. */
export function uiAddressOf(method: string, target: string, accept: string | undefined): 'page' | 'file' | null {
  if (method !== 'GET' && method !== 'HEAD') return null;
  const path = target.split('?', 1)[0] as string;
  if (!PLAIN.test(path)) return null;
  const segments = path.split('/').filter((segment) => segment !== '');
  if (API.has((segments[0] ?? '').toLowerCase())) return null;
  if (segments.at(-1)?.includes('.')) return 'file';
  // A browser that navigates somewhere else is told by the page itself that there is nothing.
  return PAGES.test(path) || accept?.includes('text/html') ? 'page' : null;
}
