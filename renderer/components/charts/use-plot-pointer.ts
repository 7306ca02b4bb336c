import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import { useChartGroup } from './chart-group.ts';
import { type ChartRow, type ChartWindow, rowFrom } from './chart-rows.ts';
import { draggedSpan, timeAt, widened, xOf } from './geometry.ts';

/** The part of the plot that is being marked, in pixels from its left edge, from where it was begun. */
export interface Marking {
  from: number;
  to: number;
}

interface PlotPlace {
  id: string;
  rows: readonly ChartRow[];
  window: ChartWindow;
  /** Of the plot without its axes. */
  width: number;
}

const middle = ({ start, end }: ChartRow) => (start + end) / 2;
/** Rows that the page keys go over at once. */
const LONG_STEP = 10;
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -LONG_STEP,
  PageDown: LONG_STEP,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

/** Moves the cursor of the page over this plot, and marks spans to look closer at, by pointer and by keyboard. */
export function usePlotPointer({ id, rows, window, width }: PlotPlace) {
  const { cursor, zoom, back } = useChartGroup();
  const [marking, setMarking] = useState<Marking | null>(null);
  const placeOf = (event: PointerEvent) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    return Math.min(width, Math.max(0, x));
  };
  const take = (span: Marking | null) => {
    setMarking(null);
    const dragged = span === null ? null : draggedSpan(span.from, span.to, window, width);
    if (dragged !== null) zoom(dragged);
  };

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === 'touch') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const x = placeOf(event);
    setMarking({ from: x, to: x });
  };
  const onPointerMove = (event: PointerEvent) => {
    const x = placeOf(event);
    cursor.set({ at: timeAt(x, window, width), by: id });
    if (marking !== null) setMarking({ ...marking, to: x });
  };
  const onPointerUp = (event: PointerEvent) => take(marking === null ? null : { ...marking, to: placeOf(event) });
  const onPointerCancel = () => setMarking(null);
  const leave = () => cursor.leave(id);
  const onBlur = () => {
    setMarking(null);
    leave();
  };

  const step = (by: number, marks: boolean) => {
    const now = cursor.get();
    const next = rowFrom(rows, now?.at ?? null, by);
    if (next === null) return;
    const at = Math.min(window.to, Math.max(window.from, middle(next)));
    const x = xOf(at, window, width);
    if (!marks) setMarking(null);
    else if (now !== null) setMarking({ from: marking?.from ?? xOf(now.at, window, width), to: x });
    cursor.set({ at, by: id });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = STEPS[event.key];
    if (by !== undefined) step(by, event.shiftKey);
    else if (event.key === 'Enter' && marking !== null) {
      setMarking(null);
      const [from, to] = [Math.min(marking.from, marking.to), Math.max(marking.from, marking.to)];
      zoom(widened({ from: timeAt(from, window, width), to: timeAt(to, window, width) }));
    } else if (event.key === 'Escape' && marking !== null) setMarking(null);
    else if (event.key === 'Escape' && !back()) leave();
    else if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    marking,
    handlers: {
      onPointerDown,
      onPointerMove,
      onPointerUp,
      onPointerCancel,
      onPointerLeave: leave,
      onDoubleClick: () => void back(),
      onKeyDown,
      onBlur,
    },
  };
}
