import { describe, expect, it } from 'vitest';
import { isTraversal } from './path.ts';

describe('path traversal', () => {
  it.each([
    ['/../etc/passwd'],
    ['/..'],
    ['/docs/../../etc/passwd'],
    ['/%2e%2e/etc/passwd'],
    ['/.%2E/etc/passwd'],
    ['/%252e%252e/etc/passwd'],
    ['/..%2f..%2fetc%2fpasswd'],
    ['/..%5c..%5cwindows'],
    ['/..\\..\\windows'],
    ['/%zz/../etc/passwd'],
    ['/v1/history/inferences/..%2f..%2f..'],
  ])('sees %s', (target) => {
    expect(isTraversal(target)).toBe(true);
  });

  it.each([
    ['/'],
    ['/docs'],
    ['/v1/history/inferences/1/thumbnail'],
    ['/v1/history/inferences?q=../holiday'],
    ['/a..b/...'],
    ['/%41'],
  ])('lets %s pass', (target) => {
    expect(isTraversal(target)).toBe(false);
  });
});
