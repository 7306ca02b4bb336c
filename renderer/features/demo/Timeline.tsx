import './timeline.css';
import type { CSSProperties } from 'react';
import type { DemoPhase } from '../../../native/contract/http/demo.ts';
import { formatCount } from '../../components/format.ts';
import { passedOf, picturesOf, placeOf, segmentsOf } from './timeline.ts';

interface TimelineProps {
  phases: readonly DemoPhase[];
  /** The picture that the line has come to; null while it is not on this time line. */
  picture: number | null;
  /** The line runs: where it is, it is now. */
  isOn: boolean;
}

const placeStyle = (at: number): CSSProperties & Record<'--at', string> => ({ '--at': at.toFixed(2) });

/** What happens in a scenario and how far it has come: phases as parts of a bar, each with its words. */
export function Timeline({ phases, picture, isOn }: TimelineProps) {
  const segments = segmentsOf(phases);
  const columns = segments.map(({ share }) => `minmax(0, ${share.toFixed(4)}fr)`).join(' ');
  const now = picture === null ? -1 : phases.findLastIndex(({ from }) => from <= Math.max(1, picture));
  return (
    <section className="timeline" aria-label="Time line of the scenario" data-testid="demo-timeline" data-phase={now}>
      <div className="timeline-bar" style={{ gridTemplateColumns: columns }} aria-hidden>
        {phases.map((phase, at) => (
          <span key={phase.from} className="timeline-segment" data-open={segments[at]?.isOpen || undefined}>
            <span
              className="timeline-passed"
              style={{ width: `${(picture === null ? 0 : passedOf(phase, picture)) * 100}%` }}
            />
          </span>
        ))}
        {picture !== null && (
          <span className="timeline-place" style={placeStyle(placeOf(phases, picture) * 100)}>
            <span className="timeline-number">
              {isOn ? 'Picture' : 'Stopped at'} {formatCount(picture)}
            </span>
          </span>
        )}
      </div>
      <ol style={{ gridTemplateColumns: columns }}>
        {phases.map((phase, at) => (
          <li key={phase.from} aria-current={at === now ? 'step' : undefined}>
            <span className="timeline-label">{phase.label}</span>
            <span className="timeline-pictures">Pictures {picturesOf(phase)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
