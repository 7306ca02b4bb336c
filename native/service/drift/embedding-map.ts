import type { EmbeddingMap } from '../../contract/http/drift.ts';
import { project } from '../../drift/embedding/projection.ts';
import type { Window } from '../../drift/verdict/window.ts';

/** More points than this are one blot. */
const MOST_POINTS = 500;

interface Placed {
  id: number | string;
  window: 'reference' | 'current';
  vector: ArrayLike<number>;
}

/** Embeddings of both windows on a plane. */
export function embeddingMap(windows: { reference: Window; current: Window } | null): EmbeddingMap {
  const rows =
    windows === null ? [] : [...placed(windows.reference, 'reference'), ...placed(windows.current, 'current')];
  const none = (reason: string): EmbeddingMap => ({ points: [], explained: null, reason });
  if (rows.length < 3) return none('Fewer than three samples have an embedding.');
  if (new Set(rows.map(({ vector }) => vector.length)).size > 1)
    return none('Embeddings of the windows differ in length.');
  const projection = project(rows.map(({ vector }) => vector));
  if (projection === null) return none('All embeddings are equal.');
  const points = rows.map(({ id, window }, index) => {
    const [x, y] = projection.points[index] as [number, number];
    return { id, window, x, y };
  });
  return { points, explained: projection.explained, reason: null };
}

function placed({ ids, embeddings }: Window, window: Placed['window']): Placed[] {
  const rows = ids.flatMap((id, index) => {
    const vector = embeddings?.[index] ?? null;
    return vector === null ? [] : [{ id, window, vector }];
  });
  if (rows.length <= MOST_POINTS) return rows;
  return Array.from({ length: MOST_POINTS }, (_, k) => rows[Math.floor((k * rows.length) / MOST_POINTS)] as Placed);
}
