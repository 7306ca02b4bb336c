/** Assembles native/drift/embedding/kernels/kernels.wat: `npm run kernels`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import wabt from 'wabt';

const folder = join(import.meta.dirname, '../native/drift/embedding/kernels');
export const product = join(folder, 'binary.ts');

/** The content that `product` should have. Rejects with what the assembler says of the source. */
export async function assemble(): Promise<string> {
  const { parseWat } = await wabt();
  const module = parseWat('kernels.wat', readFileSync(join(folder, 'kernels.wat'), 'utf8'), { simd: true });
  const { buffer } = module.toBinary({});
  const lines = Buffer.from(buffer)
    .toString('base64')
    .match(/.{1,110}/g);
  const text = (lines ?? []).map((line) => `  '${line}'`).join(' +\n');
  return `/** kernels.wat, assembled by \`npm run kernels\`: base64. */\nexport const BINARY =\n${text};\n`;
}

if (import.meta.main) writeFileSync(product, await assemble());
