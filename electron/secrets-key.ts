import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApi } from './electron-api.ts';
import { SecretsStart } from './processes/messages.ts';

type Store = ElectronApi['safeStorage'];

/** A key store that wants a password of the user may take its time; one that hangs must not keep Vigil from starting. */
const PATIENCE_MS = 30_000;

/**
 * The key that the secrets of alert channels are encrypted with: 32 random bytes made at the first start and kept in
 * `channel-secrets.key` of the data folder, encrypted by the key store of the operating system
 * (https://www.electronjs.org/docs/latest/api/safe-storage), which the shell's main process alone can ask. A key that can
 * no longer be decrypted is set aside for a new one. Without a store that protects anything, secrets stay in a file, and
 * the answer says why. Never rejects.
 */
export async function readSecretsKey(
  store: Store,
  dataFolder: string,
  { platform = process.platform, patienceMs = PATIENCE_MS } = {},
): Promise<SecretsStart> {
  const inFile = (reason: string): SecretsStart => ({ kept_by: 'file', reason });
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<SecretsStart>((resolve) => {
    const answer = () => resolve(inFile(`The key store did not answer within ${patienceMs / 1_000} s.`));
    timer = setTimeout(answer, patienceMs);
  });
  const asked = ask(store, join(dataFolder, 'channel-secrets.key'), platform).catch((error: unknown) =>
    inFile(`The key store failed: ${error instanceof Error ? error.message : String(error)}.`),
  );
  const answer = await Promise.race([asked, tooLate]);
  clearTimeout(timer);
  return answer;
}

async function ask(store: Store, file: string, platform: NodeJS.Platform): Promise<SecretsStart> {
  if (!(await store.isAsyncEncryptionAvailable())) {
    return { kept_by: 'file', reason: 'This system offers no key store.' };
  }
  // Then what encrypts is a password that everybody knows.
  if (platform === 'linux' && store.getSelectedStorageBackend() === 'basic_text') {
    return { kept_by: 'file', reason: 'This session has no keyring, such as GNOME Keyring or KWallet.' };
  }
  const kept = readKept(file);
  return (kept === null ? null : await decrypt(store, file, kept)) ?? (await make(store, file, kept !== null));
}

function readKept(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Null where it cannot be decrypted, or is no key then. */
async function decrypt(store: Store, file: string, kept: Buffer): Promise<SecretsStart | null> {
  const decrypted = await store.decryptStringAsync(kept).catch(() => null);
  const parsed = SecretsStart.safeParse({ kept_by: 'system', key: decrypted?.result });
  if (!parsed.success || decrypted === null) return null;
  if (decrypted.shouldReEncrypt) {
    // The old one still serves where the new one cannot be had.
    await store.encryptStringAsync(decrypted.result).then(
      (again) => write(file, again),
      () => undefined,
    );
  }
  return parsed.data;
}

/** Proven to be decrypted again before anything is replaced: a store that is only locked fails here, and nothing is lost. */
async function make(store: Store, file: string, setAside: boolean): Promise<SecretsStart> {
  const key = randomBytes(32).toString('base64');
  const encrypted = await store.encryptStringAsync(key);
  if ((await store.decryptStringAsync(encrypted)).result !== key) throw new Error('what it encrypts it cannot decrypt');
  if (setAside) renameSync(file, `${file}.unreadable-${new Date().toISOString().replaceAll(/[-:.]/g, '')}`);
  write(file, encrypted);
  return { kept_by: 'system', key };
}

/** Written beside and renamed, so that a crash leaves the old one. */
function write(file: string, encrypted: Buffer): void {
  mkdirSync(join(file, '..'), { recursive: true });
  const draft = `${file}.part`;
  rmSync(draft, { force: true });
  writeFileSync(draft, encrypted, { mode: 0o600, flag: 'wx' });
  renameSync(draft, file);
}
