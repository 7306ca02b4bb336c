import { Button } from '@mantine/core';
import { IconFilterOff, IconHistory } from '@tabler/icons-react';
import { Link } from 'wouter';
import { EmptyState } from '../../components/EmptyState.tsx';
import { cellHeight, gallerySize, TABLE_ROW } from './grid-geometry.ts';

/** More than any window shows; what is too much is cut off. */
const PLACES = 60;

/** The shape of the list before its first page is there. */
export function ListSkeleton({ view }: { view: 'gallery' | 'table' }) {
  const size = gallerySize(window.innerWidth);
  const places = Array.from({ length: PLACES }, (_, place) => place);
  return (
    <div
      className="history-loading"
      style={view === 'gallery' ? { gridTemplateColumns: `repeat(auto-fill, minmax(${size.leastCell}px, 1fr))` } : {}}
      data-view={view}
      aria-busy="true"
      role="status"
      aria-label="Loading results"
    >
      {places.map((place) => (
        <span
          key={place}
          className="history-skeleton"
          style={{ height: view === 'gallery' ? cellHeight(size) : TABLE_ROW - 12 }}
        />
      ))}
    </div>
  );
}

/** The list when there is nothing in it. */
export function EmptyList({ filtering, onReset }: { filtering: boolean; onReset: () => void }) {
  return filtering ? (
    <EmptyState
      icon={<IconFilterOff size={40} stroke={1.2} className="quiet" aria-hidden />}
      title="No result matches these filters"
      text="Take one away, or look at everything that is kept."
    >
      <Button onClick={onReset}>Reset filters</Button>
    </EmptyState>
  ) : (
    <EmptyState
      icon={<IconHistory size={40} stroke={1.2} className="quiet" aria-hidden />}
      title="Results are kept here"
      text="Each image that is detected, in this window or over HTTP, appears with its detections, its timings and the model that answered."
    >
      <Button component={Link} href="/detect">
        Go to Detect
      </Button>
    </EmptyState>
  );
}
