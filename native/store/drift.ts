import { createDriftChecks } from './drift-checks.ts';
import type { DriftRecords, DriftReference, DriftRole, DriftSample } from './drift-types.ts';
import type { Connection } from './runtime.ts';

interface SampleRow {
  seq: number;
  inference_id: number | null;
  name: string | null;
  at: number;
  features: string;
  embedding: Uint8Array | null;
}

type SampleValues = [
  version: number,
  role: DriftRole,
  seq: number,
  inferenceId: number | null,
  name: string | null,
  at: number,
  features: string,
  embedding: Uint8Array | null,
];

const toValues = (version: number, role: DriftRole, sample: DriftSample): SampleValues => [
  version,
  role,
  sample.seq,
  typeof sample.id === 'number' ? sample.id : null,
  typeof sample.id === 'string' ? sample.id : null,
  sample.at,
  JSON.stringify(sample.features),
  sample.embedding === null
    ? null
    : new Uint8Array(sample.embedding.buffer, sample.embedding.byteOffset, sample.embedding.byteLength),
];

const toSample = ({ seq, inference_id, name, at, features, embedding }: SampleRow): DriftSample => ({
  seq,
  id: inference_id ?? name ?? '',
  at,
  features: JSON.parse(features),
  embedding: embedding === null ? null : new Float32Array(new Uint8Array(embedding).buffer),
});

/** The tables of drift. Every write is for a transaction of its own. */
export function createDrift(db: Connection): DriftRecords {
  const selectReferences = db.prepare<[], DriftReference>(
    `SELECT version, binding, source, target, started_at, completed_at, reason, progress FROM drift_references
       ORDER BY version DESC LIMIT 2`,
  );
  const insertReference = db.prepare<[string, string, number, number, number | null, string | null, string]>(
    `INSERT INTO drift_references (binding, source, target, started_at, completed_at, reason, progress)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const deleteOthers = db.prepare<[number, number]>('DELETE FROM drift_references WHERE version NOT IN (?, ?)');
  const deleteLater = db.prepare<[number]>('DELETE FROM drift_references WHERE version > ?');
  const updateReference = db.prepare<[number | null, number | null, string | null, number]>(
    `UPDATE drift_references SET target = coalesce(?, target), completed_at = coalesce(?, completed_at),
       progress = coalesce(?, progress) WHERE version = ?`,
  );
  const selectSamples = db.prepare<[number, DriftRole], SampleRow>(
    `SELECT seq, inference_id, name, at, features, embedding FROM drift_samples
       WHERE version = ? AND role = ? ORDER BY seq`,
  );
  const insertSample = db.prepare<SampleValues>('INSERT INTO drift_samples VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const deleteSamples = db.prepare<[number, DriftRole, number]>(
    'DELETE FROM drift_samples WHERE version = ? AND role = ? AND seq < ?',
  );

  const insertAll = (version: number, role: DriftRole, samples: readonly DriftSample[]) => {
    for (const sample of samples) insertSample.run(...toValues(version, role, sample));
  };

  return {
    ...createDriftChecks(db),
    references: () => selectReferences.all(),
    samples: (version, role) => selectSamples.all(version, role).map(toSample),
    begin: db.transaction((reference, samples, previous) => {
      const { binding, source, target, started_at, completed_at, reason, progress } = reference;
      const { lastInsertRowid } = insertReference.run(
        binding,
        source,
        target,
        started_at,
        completed_at,
        reason,
        progress,
      );
      const version = Number(lastInsertRowid);
      deleteOthers.run(version, previous ?? version);
      insertAll(version, 'reference', samples);
      return version;
    }) satisfies DriftRecords['begin'] as DriftRecords['begin'],
    add: db.transaction((version, role, sample, oldest) => {
      insertSample.run(...toValues(version, role, sample));
      deleteSamples.run(version, role, oldest);
    }) as DriftRecords['add'],
    update(version, { target, completed_at, progress }) {
      updateReference.run(target ?? null, completed_at ?? null, progress ?? null, version);
    },
    restore: db.transaction((version, current) => {
      deleteLater.run(version);
      deleteSamples.run(version, 'current', Number.MAX_SAFE_INTEGER);
      insertAll(version, 'current', current);
    }) as DriftRecords['restore'],
  };
}
