import { describe, expect, it } from 'vitest';
import { createSessions, SESSION_SECONDS, sessionIn } from './sessions.ts';

function keeping(initial: string | null = null) {
  const kept = { text: initial, failures: [] as unknown[] };
  return {
    kept,
    load: () => kept.text,
    save: (text: string) => {
      kept.text = text;
    },
    onSaveFailed: (error: unknown) => kept.failures.push(error),
  };
}

describe('sessions', () => {
  it('are accepted, also after a restart, and nothing else is', () => {
    const store = keeping();
    const { session } = createSessions('token', store).open();
    expect(session).toMatch(/^[\w-]{43}$/);
    const restarted = createSessions('token', store);
    expect(restarted.accepts(session)).toBe(true);
    for (const other of ['', session.slice(0, -1), `${session}x`]) expect(restarted.accepts(other)).toBe(false);
  });

  it('cannot be read from what is kept, nor be used with another token', () => {
    const store = keeping();
    const { session } = createSessions('token', store).open();
    expect(store.kept.text).not.toContain(session);
    expect(createSessions('other', store).accepts(session)).toBe(false);
    const [{ hash }] = JSON.parse(store.kept.text as string);
    expect(createSessions('token', store).accepts(hash)).toBe(false);
  });

  it('end after 30 days', () => {
    let now = Date.UTC(2026, 0, 1);
    const sessions = createSessions('token', keeping(), () => now);
    const { session, expires_at } = sessions.open();
    now += SESSION_SECONDS * 1_000 - 1;
    expect(sessions.accepts(session)).toBe(true);
    now += 1;
    expect([now, sessions.accepts(session)]).toEqual([expires_at, false]);
  });

  it('give way to newer ones where there are too many', () => {
    const sessions = createSessions('token', keeping());
    const opened = Array.from({ length: 101 }, () => sessions.open().session);
    expect(opened.map(sessions.accepts)).toEqual([false, ...Array(100).fill(true)]);
  });

  it('hold until the end of the console where they cannot be kept, and begin anew where they cannot be read', () => {
    const full = keeping();
    const error = new Error('The disk is full.');
    const sessions = createSessions('token', {
      ...full,
      save: () => {
        throw error;
      },
    });
    expect(sessions.accepts(sessions.open().session)).toBe(true);
    expect(full.kept.failures).toEqual([error]);
    for (const text of ['{', '"x"', '[{"hash": 1}]']) {
      const broken = createSessions('token', keeping(text));
      expect(broken.accepts(broken.open().session)).toBe(true);
    }
  });
});

it.each([
  [undefined, undefined],
  ['', undefined],
  ['other=1', undefined],
  ['vigil_session=abc', 'abc'],
  ['a=b; vigil_session=abc; c=d', 'abc'],
  ['xvigil_session=abc', undefined],
])('finds in the cookies %j the session %j', (cookies, session) => {
  expect(sessionIn(cookies)).toBe(session);
});
