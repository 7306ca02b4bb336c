/**
 * exp(u) K_nu(u), the modified Bessel function of the second kind without its decay, u > 0. Trapezoidal rule on DLMF
 * 10.32.9, which for this integrand converges geometrically in 1 / step.
 */
export function scaledBesselK(nu: number, u: number): number {
  const step = Math.min(0.2, 0.5 / Math.sqrt(u));
  let sum = 0.5;
  for (let k = 1; ; k++) {
    const t = k * step;
    const term = Math.exp(-u * (Math.cosh(t) - 1)) * Math.cosh(nu * t);
    sum += term;
    if (term < 1e-18 * sum) break;
  }
  return sum * step;
}
