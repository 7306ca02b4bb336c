import type { ReactNode } from 'react';

export interface Fact {
  label: string;
  value: ReactNode;
  /** Where it comes from, or what it means; quietly under the value. */
  note?: string;
}

/** Terms and their values in two columns. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="fact-list">
      {facts.map(({ label, value, note }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {value}
            {note !== undefined && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
