import type { Connection } from './runtime.ts';

/** Class names by the small key that detections carry. Few and never deleted, so they are kept in memory too. */
export interface Classes {
  /** The key of a name, made where it is new; inside the transaction that uses it. */
  keyOf(name: string): number;
  /** The key of a name, null where no detection ever had it. */
  find(name: string): number | null;
  nameOf(key: number): string;
  /** Entries in memory, looked up by name or by key. */
  size(): number;
  /** After a rollback, since a key handed out inside it may not exist. */
  forget(): void;
}

export function createClasses(db: Connection): Classes {
  const insert = db.prepare<[string]>('INSERT INTO classes (name) VALUES (?)');
  const byName = db.prepare<[string], number>('SELECT key FROM classes WHERE name = ?').pluck();
  const byKey = db.prepare<[number], string>('SELECT name FROM classes WHERE key = ?').pluck();
  const keys = new Map<string, number>();
  const names = new Map<number, string>();

  function find(name: string): number | null {
    const known = keys.get(name) ?? byName.get(name);
    if (known === undefined) return null;
    keys.set(name, known);
    return known;
  }

  return {
    find,
    keyOf(name) {
      const known = find(name);
      if (known !== null) return known;
      const key = Number(insert.run(name).lastInsertRowid);
      keys.set(name, key);
      return key;
    },
    nameOf(key) {
      const name = names.get(key) ?? byKey.get(key) ?? `class_${key}`;
      names.set(key, name);
      return name;
    },
    size: () => keys.size + names.size,
    forget() {
      keys.clear();
      names.clear();
    },
  };
}
