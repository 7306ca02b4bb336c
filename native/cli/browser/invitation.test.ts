import { expect, it } from 'vitest';
import { invitation } from './invitation.ts';

const token = { value: 'a+token&of=some#length', file: '/data/token' };
const interfaces = {
  lo: [{ address: '127.0.0.1', family: 'IPv4', internal: true }],
  eth0: [
    { address: 'fe80::1', family: 'IPv6', internal: false },
    { address: '192.168.1.5', family: 'IPv4', internal: false },
  ],
};

it.each([
  ['0.0.0.0', 'http://127.0.0.1:8000', 'http://192.168.1.5:8000'],
  ['::', 'http://[::1]:8000', 'http://192.168.1.5:8000'],
  ['192.168.1.7', 'http://192.168.1.7:8000', 'http://192.168.1.7:8000'],
  ['127.0.0.1', 'http://127.0.0.1:8000', 'http://127.0.0.1:8000'],
])('listening on %s, others are invited to where they can come', (host, url, address) => {
  const link = invitation({ url, host, token }, interfaces) as string;
  expect(link.split('#')[0]).toBe(`${address}/`);
  expect(new URLSearchParams(new URL(link).hash.slice(1)).get('token')).toBe(token.value);
});

it('keeps to its own address where the machine is in no network', () => {
  expect(invitation({ url: 'http://127.0.0.1:8000', host: '0.0.0.0', token }, {})).toMatch(/^http:\/\/127\.0\.0\.1/);
});

it('invites nobody where no token is wanted, and shows none that the user chose', () => {
  const chosen = { value: 'correct-horse-battery-staple', file: null };
  expect(invitation({ url: 'http://127.0.0.1:8000', host: '0.0.0.0', token: chosen }, interfaces)).toBeNull();
  expect(invitation({ url: 'http://127.0.0.1:8000', host: '127.0.0.1', token: null }, interfaces)).toBeNull();
});
