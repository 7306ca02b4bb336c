import { ENDPOINTS, type Endpoint } from '../contract/http/endpoints.ts';

/** What stands for everything outside a closed set of label values. */
export const OTHER = 'other';

const MAX_LABEL_LENGTH = 64;
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Every address of the app port, with the one spelling it is counted under. */
const endpoints: readonly Endpoint[] = Object.values(ENDPOINTS);
const spellings: ReadonlyMap<string, string> = new Map(
  endpoints.flatMap(({ path, aliases = [] }) => [path, ...aliases].map((spelling) => [spelling, path] as const)),
);

export const KNOWN_ENDPOINTS: readonly { endpoint: string; method: string }[] = endpoints.map(({ path, method }) => ({
  endpoint: path,
  method,
}));

export function endpointLabel(template: string | undefined): string {
  return (template === undefined ? undefined : spellings.get(template)) ?? OTHER;
}

export function methodLabel(method: string): string {
  return METHODS.has(method) ? method : OTHER;
}

/**
 * A name out of a model file as a label value: at most 64 characters, without control characters or halves of surrogate
 * pairs, which would make the page unreadable for Prometheus.
 */
export function nameLabel(name: string): string {
  const text = name
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
  return [...text].slice(0, MAX_LABEL_LENGTH).join('') || 'unnamed';
}
