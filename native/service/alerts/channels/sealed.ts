import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { z } from 'zod';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Bound into the tag, so that nothing else that this key encrypted can pass for it. */
const CONTEXT = Buffer.from('vigil channel secrets 1');

const bytes = (count: number) => z.base64().refine((text) => Buffer.from(text, 'base64').length === count);

/** A text encrypted by AES-256-GCM (NIST SP 800-38D), as it stands in a file; bytes in base64. */
export const Sealed = z.strictObject({
  version: z.literal(1),
  cipher: z.literal('aes-256-gcm'),
  nonce: bytes(NONCE_BYTES),
  tag: bytes(TAG_BYTES),
  data: z.base64(),
});
export type Sealed = z.infer<typeof Sealed>;

/** `key` of 32 bytes. The nonce is a fresh one at each call, since one that comes twice gives the key away. */
export function seal(text: string, key: KeyObject): Sealed {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(CONTEXT);
  const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
  return {
    version: 1,
    cipher: 'aes-256-gcm',
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data,
  };
}

/** Null where it was encrypted with another key or changed since. */
export function unseal({ nonce, tag, data }: Sealed, key: KeyObject): string | null {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64'), { authTagLength: TAG_BYTES })
    .setAAD(CONTEXT)
    .setAuthTag(Buffer.from(tag, 'base64'));
  try {
    return Buffer.concat([decipher.update(data, 'base64'), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
