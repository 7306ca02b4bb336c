import { useId, useMemo } from 'react';
import { formatExact, plural } from '../format.ts';
import { useCursor } from './chart-group.ts';
import { type ChartRow, type ChartWindow, rowAt } from './chart-rows.ts';
import type { ChartSpec } from './chart-spec.ts';
import { type EventMark, marksNear } from './event-marks.ts';
import { MARGIN, plotHeight, plotWidth, xOf } from './geometry.ts';
import { usePlotPointer } from './use-plot-pointer.ts';

interface ChartLayerProps {
  spec: ChartSpec;
  rows: readonly ChartRow[];
  window: ChartWindow;
  marks: readonly EventMark[];
  width: number;
  height: number;
}

/** Pixels to a figure that the cursor still speaks of. */
const REACH = 8;
const MOST_EVENTS = 2;

const words = ({ lines, unit }: ChartSpec, row: ChartRow | null) =>
  row === null
    ? 'nothing is known'
    : lines
        .flatMap(({ label }, at) => {
          const value = row.values[at] ?? null;
          return value === null ? [] : [`${label} ${unit.format(value)}`];
        })
        .join(', ');

function Tip({ spec, row, at, events }: { spec: ChartSpec; row: ChartRow | null; at: number; events: EventMark[] }) {
  const titles = events.flatMap((mark) => mark.events.map(({ id, title }) => ({ id, title })));
  return (
    <>
      <p className="chart-tip-time">{formatExact(new Date(row === null ? at : row.start).toISOString())}</p>
      {row === null ? (
        <p className="quiet">Nothing is known of this time</p>
      ) : (
        <dl>
          {spec.lines.map(({ label, colour }, line) => {
            const value = row.values[line] ?? null;
            return (
              <div key={label}>
                <dt>
                  <i className="chart-swatch" data-colour={colour} aria-hidden />
                  {label}
                </dt>
                <dd>{value === null ? '–' : spec.unit.format(value)}</dd>
              </div>
            );
          })}
          {spec.band !== undefined && row.band !== null && (
            <div>
              <dt>
                <i className="chart-swatch" data-colour="band" aria-hidden />
                {spec.band}
              </dt>
              <dd>
                {spec.unit.format(row.band[0])} to {spec.unit.format(row.band[1])}
              </dd>
            </div>
          )}
        </dl>
      )}
      {titles.slice(0, MOST_EVENTS).map(({ id, title }) => (
        <p key={id} className="chart-tip-event">
          {title}
        </p>
      ))}
      {titles.length > MOST_EVENTS && <p className="quiet">and {plural(titles.length - MOST_EVENTS, 'more event')}</p>}
    </>
  );
}

/** What moves over a chart: the cursor that all charts of the page share, what is known there, and the span being marked. */
export function ChartLayer({ spec, rows, window, marks, width, height }: ChartLayerProps) {
  const id = useId();
  const cursor = useCursor();
  const [inner, high] = [plotWidth(width), plotHeight(height)];
  const { marking, handlers } = usePlotPointer({ id, rows, window, width: inner });
  const place = useMemo(() => ({ left: MARGIN.left, top: MARGIN.top, width: inner, height: high }), [inner, high]);
  const isSeen = cursor !== null && cursor.at >= window.from && cursor.at <= window.to;
  const x = isSeen ? xOf(cursor.at, window, inner) : 0;
  const row = isSeen ? rowAt(rows, cursor.at, (REACH / Math.max(1, inner)) * (window.to - window.from)) : null;
  const near = isSeen ? marksNear(marks, x) : [];
  const said = near.flatMap(({ events }) => events.map(({ title }) => title));
  return (
    <div
      className="chart-layer"
      style={place}
      role="slider"
      tabIndex={0}
      aria-label={`${spec.title}: time of the cursor`}
      aria-valuemin={window.from}
      aria-valuemax={window.to}
      aria-valuenow={isSeen ? Math.round(cursor.at) : window.to}
      aria-valuetext={
        isSeen
          ? [formatExact(new Date(cursor.at).toISOString()), words(spec, row), ...said].join('; ')
          : 'No cursor; left and right arrow move it'
      }
      {...handlers}
    >
      {marking !== null && (
        <span
          className="chart-marking"
          style={{ left: Math.min(marking.from, marking.to), width: Math.abs(marking.to - marking.from) }}
        />
      )}
      {isSeen && <span className="chart-cursor" style={{ transform: `translateX(${x}px)` }} />}
      {isSeen && cursor.by === id && (
        <div className="chart-tip" aria-hidden style={x < inner / 2 ? { left: x + 12 } : { right: inner - x + 12 }}>
          <Tip spec={spec} row={row} at={cursor.at} events={near} />
        </div>
      )}
    </div>
  );
}
