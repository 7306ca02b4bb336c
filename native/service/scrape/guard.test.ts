import { describe, expect, it } from 'vitest';
import { judgeScrape, type ScrapeFacts } from './guard.ts';

const policy = { port: 8001, allowedHosts: ['host.docker.internal', 'Proxy:9000', '192.168.1.5:19108'] };
const request = (facts: Partial<ScrapeFacts> = {}): ScrapeFacts => ({
  method: 'GET',
  target: '/metrics',
  hosts: ['172.17.0.1:8001'],
  origin: undefined,
  secFetchSite: undefined,
  hasBody: false,
  localAddress: '172.17.0.1',
  ...facts,
});
const judge = (facts: Partial<ScrapeFacts>) => judgeScrape(request(facts), policy);

describe('a scraper is answered', () => {
  it.each<[string, Partial<ScrapeFacts>]>([
    ['that asks the address it connected to', {}],
    ['whose IPv4 address stands in IPv6', { localAddress: '::ffff:172.17.0.1' }],
    ['over IPv6', { hosts: ['[fd00::1]:8001'], localAddress: 'fd00::1' }],
    ['of this machine', { hosts: ['localhost:8001'], localAddress: '127.0.0.1' }],
    ['under a name that was allowed', { hosts: ['host.docker.internal:8001'] }],
    ['under that name without a port', { hosts: ['Host.Docker.Internal'] }],
    ['under a name and port that were allowed', { hosts: ['proxy:9000'] }],
    ['under an address that was allowed', { hosts: ['192.168.1.5:19108'] }],
    ['with a query', { target: '/metrics?a=b' }],
    ['with HEAD', { method: 'HEAD' }],
    ['whose user typed the address', { secFetchSite: 'none' }],
  ])('%s', (_, facts) => {
    expect(judge(facts)).toEqual({ allowed: true, asks: 'metrics' });
  });

  it('that asks whether the console lives', () => {
    expect(judge({ target: '/health' })).toEqual({ allowed: true, asks: 'health' });
  });
});

describe('attacks', () => {
  it.each<[string, Partial<ScrapeFacts>]>([
    ['DNS rebinding', { hosts: ['evil.example:8001'] }],
    ['DNS rebinding without a port', { hosts: ['evil.example'] }],
    ['no Host header', { hosts: [] }],
    ['an empty Host header', { hosts: [''] }],
    ['two Host headers', { hosts: ['172.17.0.1:8001', 'evil.example'] }],
    ['another address than connected to', { hosts: ['10.0.0.7:8001'] }],
    ['another port', { hosts: ['172.17.0.1:8000'] }],
    ['no port', { hosts: ['172.17.0.1'] }],
    ['localhost from afar', { hosts: ['localhost:8001'] }],
    ['an allowed name with another port', { hosts: ['proxy:8001'] }],
    ['our address as user information', { hosts: ['172.17.0.1:8001@evil.example'] }],
    ['our address as the beginning of a name', { hosts: ['172.17.0.1.evil.example:8001'] }],
    ['a trailing dot', { hosts: ['host.docker.internal.'] }],
    ['the target of a proxy', { target: 'http://172.17.0.1:8001/metrics' }],
    ['the target of CONNECT', { method: 'CONNECT', target: 'evil.example:443' }],
    ['OPTIONS of everything', { method: 'OPTIONS', target: '*' }],
  ])('on the host: %s', (_, facts) => {
    expect(judge(facts)).toMatchObject({ allowed: false, code: 'host_rejected', event: { kind: 'host_rejected' } });
  });

  it.each<[string, Partial<ScrapeFacts>]>([
    ['a foreign page', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['a page from here', { origin: 'http://172.17.0.1:8001' }],
    ['an empty origin', { origin: '' }],
    ['an image of a foreign page', { secFetchSite: 'cross-site' }],
    ['a page of another port', { secFetchSite: 'same-site' }],
    ['what calls itself ours', { secFetchSite: 'same-origin' }],
  ])('from pages: %s', (_, facts) => {
    expect(judge(facts)).toMatchObject({
      ...{ allowed: false, code: 'origin_rejected' },
      event: { kind: 'origin_rejected', risk: 0.85 },
    });
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'get', 'BREW'])('by the method %s', (method) => {
    expect(judge({ method })).toMatchObject({ allowed: false, code: 'method_not_allowed' });
  });

  it('by a body', () => {
    expect(judge({ hasBody: true })).toMatchObject({ allowed: false, code: 'invalid_request' });
  });

  it.each([
    ...[
      '/',
      '/v1/status',
      '/v1/history/inferences',
      '/docs',
      '/openapi.json',
      '/health/live',
      '/metrics/',
      '//metrics',
    ],
    ...[
      '/Metrics',
      '/%6detrics',
      '/metrics%00',
      '/metrics;x',
      '/metrics#x',
      '/metrics\\',
      '/__proto__',
      '/constructor',
    ],
  ])('on what is not here: %s', (target) => {
    expect(judge({ target })).toMatchObject({ allowed: false, code: 'not_found', event: null });
  });

  it.each(['/metrics/../v1/settings', '/..%2fv1/settings', '/%2e%2e/token', '/metrics/%252e%252e/token'])(
    'that climb: %s',
    (target) => {
      expect(judge({ target })).toMatchObject({ code: 'not_found', event: { kind: 'path_rejected', risk: 0.9 } });
    },
  );
});
