import { afterEach, beforeEach, expect, it } from 'vitest';
import { Problem } from '../../../contract/errors.ts';
import { SessionResponse } from '../../../contract/http/session.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';

const TOKEN = 'a-token-of-some-length';
let app: AppUnderTest;
beforeEach(async () => {
  app = await startApp();
  app.policy.guard = { loopback: false, token: TOKEN };
});
afterEach(() => app.close());

const open = (token: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  });
const ask = (cookie: string) => fetch(`${app.url}/v1/models`, { headers: { cookie } });

it('exchanges the token for a cookie that stands in its place', async () => {
  const response = await open(TOKEN);
  expect(response.status).toBe(200);
  const { expires_at } = SessionResponse.parse(await response.json());
  expect((Date.parse(expires_at) - Date.now()) / 86_400_000).toBeCloseTo(30, 1);
  const [cookie = '', ...attributes] = (response.headers.get('set-cookie') ?? '').split('; ');
  expect(attributes).toEqual(['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=2592000']);
  expect((await ask(cookie)).status).toBe(200);
  expect((await ask(`${cookie}x`)).status).toBe(401);
});

it('refuses a wrong token, and keeps the event', async () => {
  const response = await open('a-token-of-other-length');
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(Problem.parse(await response.json())).toMatchObject({ status: 401, code: 'unauthorized' });
  expect(app.store.listSecurityEvents(10)).toMatchObject([{ kind: 'unauthorized', risk: 0.7 }]);
});

it('takes the token from no page of another site', async () => {
  expect((await open(TOKEN, { origin: 'https://evil.example' })).status).toBe(403);
});

it('says so where no token is asked for', async () => {
  app.policy.guard = {};
  expect(Problem.parse(await (await open(TOKEN)).json())).toMatchObject({ status: 400, code: 'invalid_request' });
});
