import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { assemble, product } from './kernels.ts';

it('has assembled what the source of the kernels says', async () => {
  expect(readFileSync(product, 'utf8') === (await assemble()), `${product} is stale: npm run kernels`).toBe(true);
});
