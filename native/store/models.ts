import { existsSync } from 'node:fs';
import type { ModelRun, RegisteredModel } from '../contract/http/models.ts';
import type { ModelCard } from '../contract/model.ts';
import type { ProviderName } from '../contract/provider.ts';
import type { Connection } from './runtime.ts';
import type { NewModelRun } from './types.ts';

/** The registry of models ever loaded, and which ran when. */
export interface Models {
  register(card: ModelCard, at: number): void;
  get(id: string): RegisteredModel | null;
  list(): RegisteredModel[];
  beginRun(run: NewModelRun): number;
  endRun(id: number, at: number): void;
  /** Ends the runs that a killed process left open, at their last sign of life. */
  endAbandonedRuns(): void;
  listRuns(limit: number): ModelRun[];
}

interface ModelRow {
  card: string;
  first_loaded_at: number;
  last_loaded_at: number;
}

interface RunRow {
  model_id: string;
  model_name: string;
  model_version: string;
  provider: ProviderName;
  started_at: number;
  ended_at: number | null;
  load_ms: number;
  images: number;
}

const iso = (at: number) => new Date(at).toISOString();

function toModel(row: ModelRow): RegisteredModel {
  const card: ModelCard = JSON.parse(row.card);
  return {
    ...card,
    first_loaded_at: iso(row.first_loaded_at),
    last_loaded_at: iso(row.last_loaded_at),
    present: existsSync(card.path),
  };
}

function toRun(row: RunRow): ModelRun {
  return {
    model: { id: row.model_id, name: row.model_name, version: row.model_version },
    provider: row.provider,
    started_at: iso(row.started_at),
    ended_at: row.ended_at === null ? null : iso(row.ended_at),
    load_ms: row.load_ms,
    images: row.images,
  };
}

export function createModels(db: Connection): Models {
  const upsert = db.prepare<[string, string, number, number]>(
    `INSERT INTO models (id, card, first_loaded_at, last_loaded_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET card = excluded.card, last_loaded_at = excluded.last_loaded_at`,
  );
  const select = db.prepare<[string], ModelRow>('SELECT * FROM models WHERE id = ?');
  const selectAll = db.prepare<[], ModelRow>('SELECT * FROM models ORDER BY last_loaded_at DESC, id');
  // The name is copied: the same file may later be registered under another one, and history keeps what it was then.
  const insertRun = db.prepare<[string, number, number, string]>(
    `INSERT INTO model_runs (model_id, model_name, model_version, provider, started_at, load_ms)
     SELECT id, card ->> 'name', card ->> 'version', ?, ?, ? FROM models WHERE id = ?`,
  );
  const endRun = db.prepare<[number, number]>('UPDATE model_runs SET ended_at = ? WHERE id = ? AND ended_at IS NULL');
  const endAbandoned = db.prepare(
    'UPDATE model_runs SET ended_at = coalesce(last_image_at, started_at) WHERE ended_at IS NULL',
  );
  const selectRuns = db.prepare<[number], RunRow>('SELECT * FROM model_runs ORDER BY started_at DESC, id DESC LIMIT ?');

  return {
    register(card, at) {
      upsert.run(card.id, JSON.stringify(card), at, at);
    },
    get(id) {
      const row = select.get(id);
      return row === undefined ? null : toModel(row);
    },
    list: () => selectAll.all().map(toModel),
    beginRun({ model_id, provider, started_at, load_ms }) {
      const { changes, lastInsertRowid } = insertRun.run(provider, started_at, load_ms, model_id);
      if (changes !== 1) throw new Error(`Model ${model_id} was not registered before its run began`);
      return Number(lastInsertRowid);
    },
    endRun(id, at) {
      endRun.run(at, id);
    },
    endAbandonedRuns() {
      endAbandoned.run();
    },
    listRuns: (limit) => selectRuns.all(limit).map(toRun),
  };
}
