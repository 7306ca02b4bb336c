import type { Connection } from './runtime.ts';

/** Small texts by key; what they mean is the caller's. */
export interface Settings {
  get(key: string): string | null;
  put(key: string, value: string): void;
}

export function createSettings(db: Connection): Settings {
  const select = db.prepare<[string], string>('SELECT value FROM settings WHERE key = ?').pluck();
  const upsert = db.prepare<[string, string]>(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  return {
    get: (key) => select.get(key) ?? null,
    put(key, value) {
      upsert.run(key, value);
    },
  };
}
