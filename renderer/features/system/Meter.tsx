import type { ReactNode } from 'react';

export interface MeterPart {
  /** Share of the whole, 0 to 1. */
  share: number;
  /** Ours, others', or no one knows whose. */
  kind: 'main' | 'other' | 'undivided';
}

/** How much of something is used, in words and as a bar. `parts` stand one after the other; the rest is free. */
export function Meter({
  label,
  words,
  parts,
  children,
}: {
  label: string;
  /** What the bar shows, also for those who cannot see it. */
  words: ReactNode;
  /** Null where it is not known: no bar is drawn then. */
  parts: readonly MeterPart[] | null;
  children?: ReactNode;
}) {
  const used = parts?.reduce((sum, { share }) => sum + share, 0) ?? 0;
  return (
    <div className="meter">
      <div className="meter-words">
        <span>{label}</span>
        <strong>{words}</strong>
      </div>
      {parts !== null && (
        <div
          className="meter-bar"
          role="meter"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(Math.min(1, used) * 100)}
        >
          {parts.map(({ share, kind }) => (
            <span key={kind} data-kind={kind} style={{ inlineSize: `${Math.min(1, share) * 100}%` }} />
          ))}
        </div>
      )}
      {children}
    </div>
  );
}
