import './sparkline.css';
import { sparklinePath } from './sparkline-path.ts';

/** The course of a figure without axes, beside the figure itself, which says the same in words. Null leaves a gap. */
export function Sparkline({ values, low, high }: { values: readonly (number | null)[]; low: number; high: number }) {
  return (
    <svg className="sparkline" viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      <path d={sparklinePath(values, { low, high, width: 100, height: 24 })} />
    </svg>
  );
}
