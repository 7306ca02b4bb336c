import type { ReactNode } from 'react';

/** A titled group of settings. `id` is for links to it. */
export function SettingsSection({
  id,
  title,
  note,
  children,
}: {
  id: string;
  title: string;
  note?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="settings-section panel" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {note !== undefined && <p className="quiet">{note}</p>}
      {children}
    </section>
  );
}
