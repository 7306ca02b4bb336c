import './detection-list.css';
import './swatch.css';
import './visually-hidden.css';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { classColour } from '../class-colours.ts';
import { formatCount, formatScore } from '../format.ts';
import { stepSelection } from './stage-keys.ts';
import type { ShownDetection } from './view.ts';

export interface DetectionMark {
  icon: ReactNode;
  words: string;
}

export interface DetectionListProps {
  /** Best score first, the same as on the stage. */
  detections: readonly ShownDetection[];
  selected: number | null;
  hovered: number | null;
  onSelect: (id: number | null) => void;
  onHover: (id: number | null) => void;
  /** Said when there is none. */
  empty: string;
  /** What is said of a detection, by id: a shape to see and words to hear; the room for it is there where this is. */
  marks?: ReadonlyMap<number, DetectionMark>;
}

const ROW_HEIGHT = 30;
const PAGE_ROWS = 10;

function pixels({ box: [x1, y1, x2, y2] }: ShownDetection): { width: string; height: string } {
  return { width: formatCount(Math.round(x2 - x1)), height: formatCount(Math.round(y2 - y1)) };
}

/** Where a key leads in the list, or undefined for keys of others. */
function target(key: string, ids: readonly number[], selected: number | null): number | null | undefined {
  const at = selected === null ? -1 : ids.indexOf(selected);
  switch (key) {
    case 'ArrowDown':
      return stepSelection(ids, selected, 1);
    case 'ArrowUp':
      return stepSelection(ids, selected, -1);
    case 'Home':
      return ids[0] ?? null;
    case 'End':
      return ids.at(-1) ?? null;
    case 'PageDown':
      return ids[Math.min(ids.length - 1, at + PAGE_ROWS)] ?? null;
    case 'PageUp':
      return ids[Math.max(0, at - PAGE_ROWS)] ?? null;
    default:
      return undefined;
  }
}

/** Every detection in words, in step with the stage by mouse and keyboard. Only the rows in sight exist. */
export function DetectionList({ detections, selected, hovered, onSelect, onHover, empty, marks }: DetectionListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const rows = useVirtualizer({
    count: detections.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
  });
  const optionId = (id: number) => `${prefix}-${id}`;
  const selectedAt = detections.findIndex(({ id }) => id === selected);

  // Only when another one is selected: a slider that moves rows must not scroll the list.
  const position = useRef(selectedAt);
  position.current = selectedAt;
  useEffect(() => {
    if (selected !== null && position.current !== -1) rows.scrollToIndex(position.current);
  }, [selected, rows]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const ids = detections.map(({ id }) => id);
    const next = target(event.key, ids, selected);
    if (next === undefined) return;
    event.preventDefault();
    onSelect(next);
  };

  if (detections.length === 0) return <p className="detection-list-empty quiet">{empty}</p>;
  return (
    <div
      ref={scroller}
      className="detection-list"
      role="listbox"
      aria-label="Detections, best score first"
      aria-activedescendant={selectedAt === -1 ? undefined : optionId(selected as number)}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onPointerLeave={() => onHover(null)}
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const detection = detections[index];
          if (detection === undefined) return null;
          const { id, class_name, score } = detection;
          const { width, height } = pixels(detection);
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the listbox, which has the focus
            // biome-ignore lint/a11y/useFocusableInteractive: the listbox names its active option instead
            <div
              key={id}
              id={optionId(id)}
              className="detection-row"
              role="option"
              aria-selected={id === selected}
              aria-setsize={detections.length}
              aria-posinset={index + 1}
              data-hovered={id === hovered || undefined}
              style={{ height: ROW_HEIGHT, transform: `translateY(${start}px)` }}
              onClick={() => onSelect(id === selected ? null : id)}
              onPointerEnter={() => onHover(id)}
            >
              <span className="visually-hidden">
                {class_name}, score {formatScore(score)}, {width} by {height} pixels
                {marks?.has(id) && `, ${marks.get(id)?.words}`}
              </span>
              <span className="swatch" style={{ background: classColour(class_name) }} />
              <span className="detection-class" aria-hidden>
                {class_name}
              </span>
              <span className="detection-mark" title={marks?.get(id)?.words} aria-hidden>
                {marks?.get(id)?.icon}
              </span>
              <span className="detection-size quiet" aria-hidden>
                {width} × {height}
              </span>
              <span className="detection-score" aria-hidden>
                {formatScore(score)}
                <span className="detection-meter" style={{ transform: `scaleX(${score})` }} />
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
