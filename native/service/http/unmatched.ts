import { VigilError } from '../../contract/errors.ts';
import { ENDPOINTS, type Endpoint } from '../../contract/http/endpoints.ts';

const TABLE: readonly { pattern: RegExp; methods: string[] }[] = groupByPath(Object.values(ENDPOINTS));

function groupByPath(endpoints: readonly Endpoint[]): { pattern: RegExp; methods: string[] }[] {
  const methods = new Map<string, string[]>();
  for (const { method, path } of endpoints) {
    const key = path.replace(/\/$/, '');
    methods.set(key, [...(methods.get(key) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])]);
  }
  return [...methods].map(([path, known]) => ({
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}/?$`),
    methods: known,
  }));
}

/** Methods that the address of a request target takes; empty where there is no such address. */
export function methodsOf(target: string): readonly string[] {
  const path = target.split('?', 1)[0] as string;
  return TABLE.find(({ pattern }) => pattern.test(path))?.methods ?? [];
}

/** The error for a request that no route answers: 405 where another method would do, else 404. */
export function unmatchedError(method: string, target: string): VigilError {
  const methods = methodsOf(target);
  if (methods.length > 0) {
    return new VigilError('method_not_allowed', `${method} is not possible here, only ${methods.join(', ')}.`);
  }
  return new VigilError('not_found', 'No such address. GET /docs lists the ones there are.');
}
