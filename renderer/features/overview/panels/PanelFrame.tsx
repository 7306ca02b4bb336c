import './panel-frame.css';
import type { ReactNode } from 'react';

interface PanelFrameProps {
  title: string;
  /** What the figures are of, beside the title: "last 50 results". */
  of?: string;
  /** At the end of the head: a link, a switch. */
  action?: ReactNode;
  children: ReactNode;
}

/** The frame that the panels of the overview share. */
export function PanelFrame({ title, of, action, children }: PanelFrameProps) {
  return (
    <section className="panel overview-panel" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {of !== undefined && <span className="quiet">{of}</span>}
        {action !== undefined && <div className="overview-panel-action">{action}</div>}
      </header>
      <div className="overview-panel-body">{children}</div>
    </section>
  );
}

/** A panel that has nothing to show yet: what is missing, and what will fill it. */
export function PanelEmpty({ children }: { children: ReactNode }) {
  return <p className="quiet overview-panel-empty">{children}</p>;
}
