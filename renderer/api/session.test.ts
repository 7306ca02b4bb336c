import { describe, expect, it, vi } from 'vitest';
import { ApiProblem } from './client.ts';
import { SessionStore, takeTokenFromAddress, tokenInFragment } from './session.ts';

describe('a token in the address', () => {
  it.each([
    ['#token=abc-_123', 'abc-_123'],
    ['#x=1&token=%20abc%20', 'abc'],
    ['#token=', null],
    ['#detections', null],
    ['', null],
  ])('is read from %j', (hash, token) => {
    expect(tokenInFragment(hash)).toBe(token);
  });

  it('leaves the address at once, path and query stay', () => {
    const replaceState = vi.fn();
    const address = { hash: '#token=secret', pathname: '/history/12', search: '?class=person' };
    expect(takeTokenFromAddress(address, { state: 7, replaceState })).toBe('secret');
    expect(replaceState).toHaveBeenCalledExactlyOnceWith(7, '', '/history/12?class=person');
  });

  it('leaves other fragments alone', () => {
    const replaceState = vi.fn();
    takeTokenFromAddress({ hash: '#about', pathname: '/settings', search: '' }, { state: null, replaceState });
    expect(replaceState).not.toHaveBeenCalled();
  });
});

describe('the session', () => {
  const refusal = new ApiProblem('unauthorized', 'A token is required', 'The token is not the right one.', 'r1');

  it('is wanted after a refusal and open after a good token', async () => {
    const exchange = vi.fn(async () => {});
    const store = new SessionStore(exchange);
    const states: string[] = [];
    store.subscribe(() => states.push(store.get().state));
    store.refused();
    await store.signIn(' abc \n');
    expect(exchange).toHaveBeenCalledExactlyOnceWith('abc');
    expect(states).toEqual(['wanted', 'exchanging', 'open']);
  });

  it('says why a token did not do, and takes the next', async () => {
    const exchange = vi.fn<(token: string) => Promise<void>>().mockRejectedValueOnce(refusal).mockResolvedValueOnce();
    const store = new SessionStore(exchange);
    await store.signIn('wrong');
    expect(store.get()).toEqual({ state: 'wanted', problem: refusal });
    await store.signIn('right');
    expect(store.get()).toEqual({ state: 'open' });
  });

  it('does not forget the reason when other requests are refused meanwhile', async () => {
    const store = new SessionStore(() => Promise.reject(refusal));
    await store.signIn('wrong');
    store.refused();
    expect(store.get()).toMatchObject({ problem: refusal });
  });
});
