import { expect, it } from 'vitest';
import { uploadFigures } from './upload-figures.ts';

it('tells bytes at first, rate and remaining time once they mean something', () => {
  expect(uploadFigures(0, 4_000_000, 0)).toEqual({ share: 0, words: '0 B of 4 MB' });
  expect(uploadFigures(1_000_000, 4_000_000, 1_000)).toEqual({ share: 0.25, words: '1 MB of 4 MB, 1 MB/s, 3 s left' });
  expect(uploadFigures(3_900_000, 4_000_000, 1_000).words).toBe('3.9 MB of 4 MB, 3.9 MB/s');
});

it('an empty file has no share to divide by', () => {
  expect(uploadFigures(0, 0, 1_000)).toEqual({ share: 0, words: '0 B of 0 B' });
});
