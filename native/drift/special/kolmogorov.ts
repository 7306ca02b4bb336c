/**
 * Q(z) = P(K > z) of Kolmogorov's limit distribution. The alternating series (Kolmogorov 1933) for large z, its theta
 * transform for small z, where it would need ever more terms.
 */
export function kolmogorovUpperTail(z: number): number {
  if (z <= 0) return 1;
  if (z < 1) return 1 - limitCdf(z);
  let sum = 0;
  for (let k = 1; ; k++) {
    const term = Math.exp(-2 * k * k * z * z);
    sum += k % 2 === 1 ? term : -term;
    if (term <= 1e-18 * sum) break;
  }
  return Math.min(1, 2 * sum);
}

function limitCdf(z: number): number {
  let sum = 0;
  for (let k = 1; ; k += 2) {
    const term = Math.exp(-((k * Math.PI) ** 2) / (8 * z * z));
    sum += term;
    if (term <= 1e-18 * sum || term === 0) break;
  }
  return (Math.sqrt(2 * Math.PI) / z) * sum;
}
