import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { ElectronApi } from '../electron-api.ts';

type KeyStore = ElectronApi['safeStorage'];

/** A key store that encrypts with a password of its own, and can be locked, gone, slow or moved to another machine. */
export class KeyStoreDouble implements KeyStore {
  available = true;
  backend: ReturnType<KeyStore['getSelectedStorageBackend']> = 'gnome_libsecret';
  master = 'this machine';
  locked = false;
  rotated = false;
  hangs = false;

  async isAsyncEncryptionAvailable(): Promise<boolean> {
    if (this.hangs) await new Promise(() => undefined);
    return this.available;
  }

  async encryptStringAsync(text: string): Promise<Buffer> {
    if (this.locked) throw new Error('it is locked');
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#key(), nonce);
    return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
  }

  async decryptStringAsync(encrypted: Buffer): Promise<{ shouldReEncrypt: boolean; result: string }> {
    if (this.locked) throw new Error('it is locked');
    const decipher = createDecipheriv('aes-256-gcm', this.#key(), encrypted.subarray(0, 12), { authTagLength: 16 });
    decipher.setAuthTag(encrypted.subarray(-16));
    const result = Buffer.concat([decipher.update(encrypted.subarray(12, -16)), decipher.final()]).toString();
    return { shouldReEncrypt: this.rotated, result };
  }

  getSelectedStorageBackend() {
    return this.backend;
  }

  isEncryptionAvailable(): boolean {
    throw new Error('deprecated');
  }

  encryptString(): Buffer {
    throw new Error('deprecated');
  }

  decryptString(): string {
    throw new Error('deprecated');
  }

  setUsePlainTextEncryption(): void {
    throw new Error('never asked for');
  }

  #key(): Buffer {
    return createHash('sha256').update(this.master).digest();
  }
}
