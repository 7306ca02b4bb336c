/** Mean of vectors that are equally long; of none an empty vector. */
export function meanVector(rows: readonly ArrayLike<number>[]): Float64Array {
  const sum = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) {
    for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] as number) + (row[k] as number);
  }
  for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] as number) / rows.length;
  return sum;
}

/** Cosine distance 1 - cos, 0 to 2; null where a vector has no direction. */
export function cosineDistance(a: ArrayLike<number>, b: ArrayLike<number>): number | null {
  let [dot, normA, normB] = [0, 0, 0];
  for (let k = 0; k < a.length; k++) {
    const [x, y] = [a[k] as number, b[k] as number];
    dot += x * y;
    normA += x * x;
    normB += y * y;
  }
  if (normA === 0 || normB === 0) return null;
  return Math.min(2, Math.max(0, 1 - dot / Math.sqrt(normA * normB)));
}
