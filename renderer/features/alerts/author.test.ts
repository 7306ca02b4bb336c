import { afterEach, expect, it, vi } from 'vitest';
import { rememberedAuthor, signed } from './author.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('keeps who signed for the next time, and forgets where nobody does', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, word: string) => kept.set(key, word),
    removeItem: (key: string) => kept.delete(key),
  });
  expect(rememberedAuthor()).toBe('');
  expect(signed('  Ada ')).toEqual({ author: 'Ada' });
  expect(rememberedAuthor()).toBe('Ada');
  expect(signed(' ')).toEqual({});
  expect(rememberedAuthor()).toBe('');
});

it('does without a storage that is forbidden', () => {
  const forbidden = () => {
    throw new Error('forbidden');
  };
  vi.stubGlobal('localStorage', { getItem: forbidden, setItem: forbidden, removeItem: forbidden });
  expect(rememberedAuthor()).toBe('');
  expect(signed('Ada')).toEqual({ author: 'Ada' });
});
