import { describe, expect, it } from 'vitest';
import { type GuardPolicy, judgeRequest, type RequestFacts } from './guard.ts';

const SESSION = 'a-session';
const acceptsSession = (session: string) => session === SESSION;
const local: GuardPolicy = { loopback: true, port: 8000, allowedHosts: [], token: null, acceptsSession };
const TOKEN = 'a-token-of-some-length';
const network: GuardPolicy = {
  loopback: false,
  port: 8000,
  allowedHosts: ['workshop', 'proxy:9000'],
  token: TOKEN,
  acceptsSession,
};

const request = (facts: Partial<RequestFacts> = {}): RequestFacts => ({
  method: 'GET',
  target: '/health',
  hosts: ['127.0.0.1:8000'],
  origin: undefined,
  secFetchSite: undefined,
  secFetchMode: undefined,
  secFetchDest: undefined,
  authorization: undefined,
  session: undefined,
  ui: null,
  ...facts,
});
const bearer = { authorization: `Bearer ${TOKEN}` };
const allowed = { allowed: true };

describe('who may ask on loopback', () => {
  it.each([['127.0.0.1:8000'], ['localhost:8000'], ['LocalHost:8000'], ['[::1]:8000']])(
    'a tool that asks %s',
    (host) => {
      expect(judgeRequest(request({ hosts: [host] }), local)).toEqual(allowed);
    },
  );

  it('a tool that leaves out port 80', () => {
    expect(judgeRequest(request({ hosts: ['localhost'] }), { ...local, port: 80 })).toEqual(allowed);
  });

  it('a caller under a name that was allowed, with our port, without one, or with the one that was allowed', () => {
    const policy = { ...local, allowedHosts: ['host.docker.internal', 'proxy:9000'] };
    for (const host of ['host.docker.internal:8000', 'host.docker.internal', 'proxy:9000']) {
      expect(judgeRequest(request({ hosts: [host] }), policy)).toEqual(allowed);
    }
    for (const host of ['host.docker.internal:8001', 'proxy', 'proxy:8000']) {
      expect(judgeRequest(request({ hosts: [host] }), policy)).toMatchObject({ code: 'host_rejected' });
    }
  });

  it("the console's own page", () => {
    const page = { origin: 'http://127.0.0.1:8000', secFetchSite: 'same-origin', secFetchMode: 'cors', method: 'POST' };
    expect(judgeRequest(request(page), local)).toEqual(allowed);
  });

  it('a user who types the address', () => {
    expect(judgeRequest(request({ secFetchSite: 'none', secFetchMode: 'navigate' }), local)).toEqual(allowed);
  });

  it('a user who follows a link to the first page', () => {
    const link = { secFetchSite: 'cross-site', secFetchMode: 'navigate', secFetchDest: 'document' };
    for (const target of ['/', '/docs']) expect(judgeRequest(request({ ...link, target }), local)).toEqual(allowed);
    expect(judgeRequest(request({ ...link, target: '/history/7', ui: 'page' }), local)).toEqual(allowed);
  });
});

describe('attacks on the Host header', () => {
  it.each<[string, string[]]>([
    ['DNS rebinding', ['evil.example:8000']],
    ['DNS rebinding without a port', ['evil.example']],
    ['no Host header', []],
    ['an empty Host header', ['']],
    ['two Host headers, ours first', ['127.0.0.1:8000', 'evil.example']],
    ['the same Host header twice', ['127.0.0.1:8000', '127.0.0.1:8000']],
    ['our address as the beginning of a foreign name', ['127.0.0.1.evil.example:8000']],
    ['localhost as the beginning of a foreign name', ['localhost.evil.example:8000']],
    ['localhost as the end of a foreign name', ['evil.localhost:8000']],
    ['a trailing dot', ['localhost.:8000']],
    ['user information', ['127.0.0.1:8000@evil.example']],
    ['user information in front of ours', ['evil.example@127.0.0.1:8000']],
    ['another port of this machine', ['127.0.0.1:9000']],
    ['no port', ['127.0.0.1']],
    ['an empty port', ['127.0.0.1:']],
    ['a port with leading zeros', ['127.0.0.1:08000']],
    ['a port beyond 65535 that wraps to ours', [`127.0.0.1:${8000 + 65_536}`]],
    ['a port in another notation', ['127.0.0.1:0x1F40']],
    ['a decimal address', ['2130706433:8000']],
    ['a hexadecimal address', ['0x7f000001:8000']],
    ['an octal address', ['0177.0.0.1:8000']],
    ['a short address', ['127.1:8000']],
    ['the address of any interface', ['0.0.0.0:8000']],
    ['another loopback address', ['127.0.0.2:8000']],
    ['an address of the network', ['192.168.1.5:8000']],
    ['an IPv6 address that holds ours', ['[::ffff:127.0.0.1]:8000']],
    ['the long form of the IPv6 address', ['[0:0:0:0:0:0:0:1]:8000']],
    ['an IPv6 address with a zone', ['[::1%25lo]:8000']],
    ['an IPv6 address without brackets', ['::1:8000']],
    ['an unclosed bracket', ['[::1:8000']],
    ['a path in the header', ['127.0.0.1:8000/evil.example']],
    ['a list in the header', ['127.0.0.1:8000, evil.example']],
    ['white space in the header', ['127.0.0.1:8000 evil.example']],
    ['a whole address in the header', ['http://127.0.0.1:8000']],
  ])('%s', (_attack, hosts) => {
    const verdict = judgeRequest(request({ hosts }), local);
    expect(verdict).toMatchObject({ allowed: false, code: 'host_rejected', kind: 'host_rejected' });
  });

  it.each([['http://evil.example/health'], ['http://127.0.0.1:8000/health'], ['evil.example:80']])(
    'the absolute request target %s',
    (target) => {
      expect(judgeRequest(request({ target }), local)).toMatchObject({ allowed: false, code: 'host_rejected' });
    },
  );

  it('is as high a risk as there is, except where Host is only missing', () => {
    expect(judgeRequest(request({ hosts: ['evil.example:8000'] }), local)).toMatchObject({ risk: 0.9 });
    expect(judgeRequest(request({ hosts: [] }), local)).toMatchObject({ risk: 0.5 });
  });
});

describe('attacks from pages of other sites', () => {
  it.each([
    ['a foreign page', 'https://evil.example'],
    ['a sandboxed frame or a local file', 'null'],
    ['a page of another port of this machine', 'http://127.0.0.1:3000'],
    ['a page of this machine over TLS', 'https://127.0.0.1:8000'],
    ['our address under its other name', 'http://localhost:8000'],
    ['our address as the beginning of a foreign name', 'http://127.0.0.1:8000.evil.example'],
    ['our address as user information', 'http://127.0.0.1:8000@evil.example'],
    ['two origins', 'http://127.0.0.1:8000, https://evil.example'],
    ['an empty origin', ''],
    ['an extension', 'chrome-extension://abcdefgh'],
  ])('%s', (_attack, origin) => {
    expect(judgeRequest(request({ origin }), local)).toMatchObject({ allowed: false, code: 'origin_rejected' });
  });

  it.each([
    ['an image tag on a foreign page', { secFetchSite: 'cross-site', secFetchMode: 'no-cors', secFetchDest: 'image' }],
    ['a page of another port', { secFetchSite: 'same-site', secFetchMode: 'cors', secFetchDest: 'empty' }],
    ['a frame around the first page', { secFetchSite: 'cross-site', secFetchMode: 'navigate', secFetchDest: 'iframe' }],
    ['a word that browsers do not send', { secFetchSite: 'Same-Origin' }],
    ['an empty Sec-Fetch-Site', { secFetchSite: '' }],
  ])('%s', (_attack, facts) => {
    expect(judgeRequest(request({ ...facts, target: '/' }), local)).toMatchObject({ code: 'origin_rejected' });
  });

  it('a link or an image tag to a file of the page', () => {
    const image = { secFetchSite: 'cross-site', secFetchMode: 'no-cors', secFetchDest: 'image' };
    const link = { secFetchSite: 'cross-site', secFetchMode: 'navigate', secFetchDest: 'document' };
    for (const facts of [image, link]) {
      const file = request({ ...facts, target: '/icon.svg', ui: 'file' });
      expect(judgeRequest(file, local)).toMatchObject({ code: 'origin_rejected' });
    }
  });

  it('a link to anything but the first pages', () => {
    const link = { secFetchSite: 'cross-site', secFetchMode: 'navigate', secFetchDest: 'document' };
    for (const target of ['/v1/models', '/metrics', '/v1/history/inferences/1/thumbnail', '//', '/docs/../metrics']) {
      expect(judgeRequest(request({ ...link, target }), local)).toMatchObject({ code: 'origin_rejected' });
    }
  });

  it('a form that posts to the first page', () => {
    const form = { method: 'POST', secFetchSite: 'cross-site', secFetchMode: 'navigate', secFetchDest: 'document' };
    expect(judgeRequest(request({ ...form, target: '/' }), local)).toMatchObject({ code: 'origin_rejected' });
  });
});

describe('off loopback', () => {
  it.each([
    ['192.168.1.5:8000'],
    ['192.168.1.5'],
    ['[fd00::5]:8000'],
    ['localhost:8000'],
    ['workshop:8000'],
    ['WORKSHOP'],
    ['proxy:9000'],
  ])('answers a caller with the token under %s', (host) => {
    expect(judgeRequest(request({ hosts: [host], ...bearer }), network)).toEqual(allowed);
  });

  it.each([
    ['DNS rebinding', 'evil.example:8000'],
    ['a name like ours', 'workshop.evil.example:8000'],
    ['a decimal address', '3232235781:8000'],
    ['another port of this address', '192.168.1.5:9000'],
    ['an address with a zone', '[fe80::1%25eth0]:8000'],
  ])('refuses %s, whatever the token', (_attack, host) => {
    expect(judgeRequest(request({ hosts: [host], ...bearer }), network)).toMatchObject({ code: 'host_rejected' });
  });

  it('refuses a page of another address, which is allowed as a host', () => {
    const facts = { hosts: ['192.168.1.5:8000'], origin: 'http://192.168.1.66:8000', ...bearer };
    expect(judgeRequest(request(facts), network)).toMatchObject({ code: 'origin_rejected' });
  });

  it.each([
    ['no token', undefined, 0.3],
    ['a wrong token', `Bearer ${TOKEN}x`, 0.7],
    ['the beginning of the token', `Bearer ${TOKEN.slice(0, -1)}`, 0.7],
    ['an empty token', 'Bearer ', 0.7],
    ['another scheme', `Basic ${TOKEN}`, 0.7],
    ['the token alone', TOKEN, 0.7],
    ['two tokens', `Bearer wrong ${TOKEN}`, 0.7],
  ])('refuses %s', (_attack, authorization, risk) => {
    expect(judgeRequest(request({ authorization }), network)).toMatchObject({ code: 'unauthorized', risk });
  });

  it('answers a browser with a session, and no other', () => {
    expect(judgeRequest(request({ session: SESSION }), network)).toEqual(allowed);
    for (const session of ['another', '']) {
      expect(judgeRequest(request({ session }), network)).toMatchObject({ code: 'unauthorized' });
    }
    const foreign = { session: SESSION, origin: 'http://evil.example' };
    expect(judgeRequest(request(foreign), network)).toMatchObject({ code: 'origin_rejected' });
  });

  it('hands out its page, and takes the token there, without one', () => {
    for (const facts of [
      { target: '/history/7', ui: 'page' },
      { target: '/assets/index-1a2b.js', ui: 'file' },
      { target: '/v1/session', method: 'POST' },
    ] as const) {
      expect(judgeRequest(request(facts), network)).toEqual(allowed);
    }
    for (const facts of [{ target: '/v1/session' }, { target: '/v1/session/x', method: 'POST' }]) {
      expect(judgeRequest(request(facts), network)).toMatchObject({ code: 'unauthorized' });
    }
  });

  it('says whether it lives to anybody, and nothing else', () => {
    expect(judgeRequest(request({ target: '/health/live' }), network)).toEqual(allowed);
    for (const target of ['/health', '/health/live/../ready', '/metrics?/health/live', '/metrics#/health/live']) {
      expect(judgeRequest(request({ target }), network)).toMatchObject({ code: 'unauthorized' });
    }
  });

  it('never repeats a token in what it says', () => {
    const verdict = judgeRequest(request({ authorization: 'Bearer my-other-secret' }), network);
    expect(JSON.stringify(verdict)).not.toContain('my-other-secret');
  });
});
