import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TellingConsole } from './testing/telling-console.ts';

const PASSWORD = 'correct-horse-battery';
let vigil: TellingConsole;
let server: SMTPServer;
let mails: string[];
let attempts: number;
/** What the server answers to a sender; null to take the mail. */
let refusal: { code: number; words: string } | null;

const listen = (hidden: 'STARTTLS' | 'AUTH') =>
  new Promise<void>((resolve) => {
    server = new SMTPServer({
      ...{ authOptional: hidden === 'AUTH', allowInsecureAuth: true, disabledCommands: [hidden], logger: false },
      onAuth({ username, password }, _session, done) {
        if (username === 'ada' && password === PASSWORD) done(null, { user: username });
        else done(new Error(`Invalid login of ${username} with ${password}`));
      },
      onMailFrom(_address, _session, done) {
        attempts += 1;
        if (refusal === null) done();
        else done(Object.assign(new Error(refusal.words), { responseCode: refusal.code }));
      },
      async onData(stream, _session, done) {
        mails.push(await text(stream));
        done();
      },
    });
    server.listen(0, '127.0.0.1', resolve);
  });

beforeEach(async () => {
  vigil = new TellingConsole();
  mails = [];
  attempts = 0;
  refusal = null;
  await listen('STARTTLS');
});
afterEach(async () => {
  await vigil.close();
  await new Promise<void>((resolve) => server.close(resolve));
});

function configure(changes: object = {}) {
  return vigil.channels.put('email', {
    ...{ host: '127.0.0.1', port: (server.server.address() as AddressInfo).port, security: 'none' },
    ...{ user: 'ada', password: PASSWORD, from: 'vigil@example.com', to: ['ada@example.com', 'bob@example.com'] },
    ...changes,
  });
}
const state = () => vigil.channels.list().find(({ name }) => name === 'email') ?? expect.fail();

describe('email', () => {
  it('is sent once by a server that is down, refuses and recovers, before and after a restart', async () => {
    configure();
    refusal = { code: 451, words: 'Try again later' };
    await vigil.fire();
    await vigil.wait(10);
    expect([attempts, mails.length]).toEqual([1, 0]);
    expect(state().last_error).toMatch(/^The mail server 127\.0\.0\.1:\d+ did not take the mail: .*Try again later/);
    await vigil.restart(60);
    refusal = null;
    await vigil.wait(0);
    await vigil.restart(60);
    await vigil.wait(3_600);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatch(/^Subject: CRITICAL ModelNotLoaded: No model is loaded/m);
    expect(mails[0]).toMatch(/^To: ada@example\.com, bob@example\.com/m);
    expect(mails[0]).toMatch(/^Message-ID:\s+<[\da-f-]{36}@[\da-f-]{36}\.vigil>/m);
    expect(mails[0]).toMatch(/^Auto-Submitted: auto-generated/m);
    expect(mails[0]).toContain('Every request for detection is refused until a model is loaded.');
    await vigil.recover();
    await vigil.wait(10);
    expect(mails[1]).toMatch(/^Subject: RESOLVED ModelNotLoaded/m);
    expect(state()).toMatchObject({ waiting: 0, hint: expect.stringContaining('ada@example.com, bob@example.com by') });
  });

  it('also tells of the rule that asks for it, whatever its severity', async () => {
    configure();
    vigil.evaluator.alerts.setRule('HighTailLatency', { for_s: 0 });
    for (let k = 0; k < 25; k++) {
      for (const le of ['1', '+Inf']) {
        const labels = { endpoint: '/v1/yolo/detect/', method: 'POST', le };
        vigil.evaluator.set('api_request_latency_seconds_bucket', 30 * k, labels);
      }
      await vigil.evaluator.tick();
    }
    await vigil.wait(10);
    // HighLatency, a warning as well, fires too and is not told by mail.
    expect(vigil.evaluator.list().sort()).toEqual(['HighLatency firing', 'HighTailLatency firing']);
    expect(mails.map((mail) => /^Subject: \w+ (\w+)/m.exec(mail)?.[1])).toEqual(['HighTailLatency']);
  });

  it('says what is wrong with a password, and never what it is', async () => {
    configure({ password: 'not-the-password' });
    const { sent, detail } = await vigil.channels.test('email');
    expect(sent).toBe(false);
    expect(detail).toMatch(/Invalid login.*Check user and password/);
    expect(detail).not.toContain('not-the-password');
    expect(JSON.stringify(vigil.channels.list())).not.toContain('not-the-password');
  });

  it('gives a password to no server that cannot encrypt where encryption is asked for', async () => {
    configure({ security: 'starttls' });
    expect(await vigil.channels.test('email')).toMatchObject({ sent: false });
    expect(attempts).toBe(0);
  });

  it('goes without a user where none is stated', async () => {
    await new Promise<void>((resolve) => server.close(resolve));
    await listen('AUTH');
    configure({ user: null, password: null });
    expect(await vigil.channels.test('email')).toMatchObject({ sent: true });
    expect(mails[0]).toContain('Nothing is wrong, and nothing is to be done.');
  });

  it('keeps a line break of a figure out of its headers', async () => {
    configure();
    vigil.channels.putRouting({ ...vigil.channels.routing(), warning: ['email'] });
    const feature = 'brightness\r\nBcc: eve@example.com';
    vigil.evaluator.set('drift_feature_score', 0.9, { feature });
    vigil.evaluator.set('drift_feature_alarm', 1, { feature });
    await vigil.evaluator.tick();
    await vigil.wait(10);
    const [head] = mails[0]?.split('\r\n\r\n') ?? [];
    expect(head).not.toMatch(/^Bcc/m);
  });
});
