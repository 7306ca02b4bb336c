import type { Assessment } from './assess.ts';
import { bareDescription } from './assess.ts';
import { describeOthers } from './describe.ts';
import { judgeEmbeddings } from './judge-embeddings.ts';
import type { Context } from './judgement.ts';
import type { Window } from './window.ts';

/** The name under which embeddings stand among the features. */
export const EMBEDDING = 'embedding';

type Vector = ArrayLike<number>;

/** The embeddings of both windows as one feature, and the cosine distance of their means. */
export function assessEmbeddings(
  reference: NonNullable<Window['embeddings']>,
  current: NonNullable<Window['embeddings']>,
  context: Context,
): Assessment & { distance: number | null } {
  const isVector = (vector: Vector | null): vector is Vector => vector?.length !== undefined && hasNumbers(vector);
  const [x, y] = [reference.filter(isVector), current.filter(isVector)];
  const describe = (rows: readonly Vector[], size: number) => describeOthers(rows.length, size, rows.length);
  const description = bareDescription(
    EMBEDDING,
    'embedding',
    describe(x, reference.length),
    describe(y, current.length),
  );
  const [lengthX, lengthY] = [x[0]?.length, y[0]?.length];
  if (description.reason === null && lengthX !== lengthY) {
    description.reason = `Embeddings of ${lengthX} and of ${lengthY} numbers come from different models.`;
  }
  if (description.reason !== null) {
    return { description, judgement: null, events: [], warnings: [], distance: null };
  }
  const { judgement, distance, warnings } = judgeEmbeddings(EMBEDDING, x, y, context);
  if (distance === null) description.not_computed['effect'] = 'A mean embedding is 0 and has no direction.';
  return { description, judgement, events: [], warnings, distance };
}

function hasNumbers(vector: Vector): boolean {
  if (vector.length === 0) return false;
  for (let k = 0; k < vector.length; k++) if (!Number.isFinite(vector[k])) return false;
  return true;
}
