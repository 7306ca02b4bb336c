// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by transforms cannot be elements of a table
import { IconPinFilled } from '@tabler/icons-react';
import { memo } from 'react';
import { addressOf } from '../../api/client.ts';
import { formatExact } from '../../components/format.ts';
import { formatMoment, type HistoryRow } from './history-row.ts';

function Boxes({ row }: { row: HistoryRow }) {
  return (
    <svg className="history-boxes" viewBox={`0 0 ${row.width} ${row.height}`} aria-hidden="true">
      {row.outlines.map(({ colour, path }) => (
        <path key={colour} d={path} stroke={colour} />
      ))}
    </svg>
  );
}

interface GalleryCellProps {
  row: HistoryRow;
  column: number;
  selected: boolean;
  /** The one cell that Tab reaches. */
  tabbable: boolean;
  href: string;
}

/** One result in the gallery. Clicks and keys are the gallery's, so that a cell costs nothing but what is seen. */
export const GalleryCell = memo(function GalleryCell({ row, column, selected, tabbable, href }: GalleryCellProps) {
  const now = new Date();
  return (
    <div
      role="gridcell"
      className="history-cell"
      data-id={row.id}
      tabIndex={tabbable ? 0 : -1}
      aria-colindex={column + 1}
      aria-selected={selected}
    >
      {/* biome-ignore lint/a11y/useAnchorContent: an address for the middle button and the browser's menu, which Tab does not reach; keys and readers have the cell */}
      <a
        className="history-frame"
        href={href}
        tabIndex={-1}
        draggable={false}
        aria-hidden
        data-missing={!row.hasThumbnail || undefined}
      >
        {row.hasThumbnail && (
          <img
            src={addressOf('getThumbnail', { params: { id: row.id } })}
            alt=""
            loading="lazy"
            decoding="async"
            draggable={false}
          />
        )}
        {row.outlines.length > 0 && <Boxes row={row} />}
      </a>
      <span className="history-check" data-select aria-hidden />
      {row.pinned && (
        <span className="history-pinned" role="img" aria-label="Pinned" title="Pinned: exempt from retention">
          <IconPinFilled size={13} aria-hidden />
        </span>
      )}
      <div className="history-caption">
        <span className={row.classes === '' ? 'quiet' : undefined} title={row.classes}>
          {row.classes === '' ? 'Nothing found' : row.classes}
        </span>
        <span className="history-caption-line quiet">
          <span title={row.name}>{row.name}</span>
          <time dateTime={row.at} title={formatExact(row.at)}>
            {formatMoment(row.at, now, true)}
          </time>
        </span>
      </div>
    </div>
  );
});
