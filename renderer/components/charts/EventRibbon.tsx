import { memo } from 'react';
import { type EventMark, markTitle, ribbonWords } from './event-marks.ts';
import { MARGIN } from './geometry.ts';

const INSET = { marginLeft: MARGIN.left, marginRight: MARGIN.right } as const;

/** Below a chart: when something happened that may explain its course. What it was stands at the cursor and on hover. */
export const EventRibbon = memo(function EventRibbon({ marks }: { marks: readonly EventMark[] }) {
  return (
    <div className="event-ribbon" style={INSET} role="img" aria-label={ribbonWords(marks)}>
      {marks.map((mark) => (
        <span
          key={`${mark.at} ${mark.events.length}`}
          className="event-mark"
          data-topic={mark.topic}
          data-many={mark.events.length > 1 || undefined}
          style={{ left: mark.x }}
          title={markTitle(mark)}
        />
      ))}
    </div>
  );
});
