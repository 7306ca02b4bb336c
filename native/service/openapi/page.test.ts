import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ENDPOINTS, type Endpoint, type EndpointName } from '../../contract/http/endpoints.ts';
import { curlExample } from './curl.ts';
import { openApiDocument } from './document.ts';
import { docsPage, docsPageStyleHash } from './page.ts';
import type { PageDocument } from './page-document.ts';
import { operationsOf } from './page-operation.ts';

const openapi = openApiDocument('1.2.3');
const page = docsPage(openapi);
const all = (pattern: RegExp) => [...page.matchAll(pattern)].map((match) => match[1] ?? '');

describe('docsPage', () => {
  it('loads nothing and runs nothing', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|base|form)\b/i);
    expect(page).not.toMatch(/\s(on\w+|style|src)=/i);
    expect(page).not.toMatch(/@import|url\(/i);
    expect(all(/href="([^"]*)"/g).filter((target) => !/^(#|\/$|\/openapi\.json$)/.test(target))).toEqual([]);
  });

  it('has one style, whose hash is the one exported', () => {
    const styles = all(/<style>([\s\S]*?)<\/style>/g);
    expect(styles).toHaveLength(1);
    expect(docsPageStyleHash).toBe(
      `'sha256-${createHash('sha256')
        .update(styles[0] ?? '')
        .digest('base64')}'`,
    );
  });

  it('has each id once, and something at the end of each link', () => {
    const ids = all(/\sid="([^"]*)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    for (const target of all(/(?:href="#|aria-labelledby=")([^"]*)"/g)) expect(ids).toContain(target);
  });

  it('closes what it opens, in order', () => {
    const open: string[] = [];
    for (const [, slash, tag = ''] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^>]*>/g)) {
      if (slash === '/') expect(open.pop()).toBe(tag);
      else if (tag !== 'meta') open.push(tag);
    }
    expect(open).toEqual([]);
  });

  it('shows each address with its parameters and its problems', () => {
    for (const [name, endpoint] of Object.entries<Endpoint>(ENDPOINTS)) {
      const section = page.split(`<section class="operation" id="${name}"`)[1]?.split('</section>')[0] ?? '';
      expect(section).toContain(`<code>${endpoint.path.replaceAll(/:(\w+)/g, '{$1}')}</code>`);
      for (const parameter of Object.keys({ ...endpoint.query?.shape, ...endpoint.params?.shape })) {
        expect(section).toContain(`<code>${parameter}</code>`);
      }
      for (const code of endpoint.problems) expect(section).toContain(`<code>${code}</code>`);
    }
  });

  it('escapes what comes out of the document', () => {
    const hostile = docsPage({ ...openapi, info: { ...openapi.info, title: '<script>"&' } });
    expect(hostile).not.toContain('<script>');
    expect(hostile).toContain('<title>&#60;script&#62;&#34;&#38; API');
  });
});

const hasCurl = (() => {
  try {
    execFileSync('curl', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!hasCurl)('the curl examples', () => {
  it('send, each as it stands, what the address takes', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vigil-curl-'));
    writeFileSync(join(folder, 'photo.jpg'), 'bytes of a photo');
    writeFileSync(join(folder, 'model.onnx'), 'bytes of a model');
    const seen: { request: IncomingMessage; body: string }[] = [];
    const server = createServer(async (request, response) => {
      seen.push({ request, body: await text(request) });
      response.end();
    }).listen(0, '127.0.0.1');
    try {
      await once(server, 'listening');
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const document: PageDocument = JSON.parse(JSON.stringify(openapi));
      for (const { method, path, operation } of operationsOf(document)) {
        const command = curlExample(base, method, path, operation);
        await promisify(execFile)('sh', ['-c', command], { cwd: folder });
        const { request, body } = seen.pop() ?? {};
        expect(request?.method).toBe(method.toUpperCase());
        const { pathname, searchParams } = new URL(request?.url ?? '', base);
        const endpoint: Endpoint = ENDPOINTS[operation.operationId as EndpointName];
        const pattern = path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
        const found = new RegExp(`^${pattern}$`).exec(pathname);
        expect(found, pathname).not.toBeNull();
        endpoint.params?.parse({ ...found?.groups });
        endpoint.query?.parse(Object.fromEntries(searchParams));
        if (endpoint.body === undefined) continue;
        if ('json' in endpoint.body) {
          expect(request?.headers['content-type']).toBe('application/json');
          endpoint.body.json.parse(JSON.parse(body ?? ''));
        } else if ('file' in endpoint.body) {
          expect(request?.headers['content-type']).toBe(endpoint.body.file);
          expect(body).toBe('bytes of a model');
        } else {
          expect(request?.headers['content-type']).toMatch(/^multipart\/form-data/);
          expect(body).toContain('bytes of a photo');
        }
      }
    } finally {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('survive quotes in an example', () => {
    const operation = { operationId: 'x', summary: '', tags: [], responses: {} };
    const requestBody = { content: { 'application/json': { schema: {}, example: { name: "it's" } } } };
    const command = curlExample('http://127.0.0.1:1', 'put', '/x', { ...operation, requestBody });
    const words = execFileSync('sh', ['-c', `printf '%s\\n' ${command}`], { encoding: 'utf8' }).split('\n');
    expect(words).toContain('{"name":"it\'s"}');
    expect(words).toContain('PUT');
  });
});
