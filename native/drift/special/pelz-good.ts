/**
 * P(D_n <= d) for large samples: Kolmogorov's limit with corrections in 1/sqrt(n) up to the third, Pelz and Good,
 * Approximating the lower tail-areas of the Kolmogorov-Smirnov one-sample statistic, JRSS B 38 (1976), in the form of
 * Simard and L'Ecuyer 2011, equation 10.
 */
export function pelzGoodCdf(n: number, d: number): number {
  const z = Math.sqrt(n) * d;
  const [z2, z4, z6, z8] = [z ** 2, z ** 4, z ** 6, z ** 8];
  const halves = (polynomial: (a: number) => number) => thetaSum(z, 0.5, polynomial);
  const wholes = (polynomial: (a: number) => number) => thetaSum(z, 0, polynomial);
  // Sums over all whole k are even in k: twice those over k >= 0, or k >= 1 where the term at 0 vanishes.
  const k0 = (2 / z) * halves(() => 1);
  const k1 = (2 / (6 * z4)) * halves((a) => a - z2);
  const k2 =
    (2 / (72 * z ** 7)) * halves((a) => 6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * a + (1 - 2 * z2) * a * a) -
    (2 / (36 * z ** 3)) * wholes((a) => a);
  const k3 =
    (2 / (6480 * z ** 10)) *
      halves(
        (a) => (5 - 30 * z2) * a ** 3 + (212 * z4 - 60 * z2) * a * a + (135 * z4 - 96 * z6) * a - (30 * z6 + 90 * z8),
      ) +
    (2 / (216 * z6)) * wholes((a) => 3 * z2 * a - a * a);
  const root = Math.sqrt(n);
  return Math.sqrt(Math.PI / 2) * (k0 + k1 / root + k2 / n + k3 / (n * root));
}

/** Sum over k = 0, 1, ... of polynomial(a) exp(-a / (2 z^2)), a = pi^2 (k + offset)^2. */
function thetaSum(z: number, offset: number, polynomial: (a: number) => number): number {
  let sum = 0;
  for (let k = 0; ; k++) {
    const a = (Math.PI * (k + offset)) ** 2;
    const decay = Math.exp(-a / (2 * z * z));
    sum += polynomial(a) * decay;
    if (decay < 1e-30) break;
  }
  return sum;
}
