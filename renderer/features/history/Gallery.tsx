// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by transforms cannot be elements of a table
import './gallery.css';
import { type CSSProperties, memo, useRef } from 'react';
import { useWidth } from '../../components/use-width.ts';
import { GalleryCell } from './GalleryCell.tsx';
import { cellHeight, columnsIn, galleryRow, gallerySize, rowsFor } from './grid-geometry.ts';
import type { HistoryRow } from './history-row.ts';
import { ListEnd } from './ListEnd.tsx';
import { isSelected, type Selection } from './selection.ts';
import { type ListViewProps, useListWindow } from './use-list-window.ts';
import { useMissingPictures } from './use-missing-pictures.ts';

interface GalleryRowProps {
  rows: readonly HistoryRow[];
  at: number;
  columns: number;
  /** CSS pixels. */
  rowHeight: number;
  selection: Selection;
  activeAt: number;
  hrefOf: (id: number) => string;
}

const GalleryRow = memo(function GalleryRow(props: GalleryRowProps) {
  const { rows, at, columns, rowHeight, selection, activeAt, hrefOf } = props;
  const first = at * columns;
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the cells take the focus
    <div
      role="row"
      className="history-gallery-row"
      aria-rowindex={at + 1}
      style={{
        transform: `translateY(${at * rowHeight}px)`,
        gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
      }}
    >
      {rows.slice(first, first + columns).map((row, column) => (
        <GalleryCell
          key={row.id}
          row={row}
          column={column}
          selected={isSelected(selection, row.id)}
          tabbable={first + column === activeAt}
          href={hrefOf(row.id)}
        />
      ))}
    </div>
  );
});

interface GalleryProps extends ListViewProps {
  selection: Selection;
  showBoxes: boolean;
  hrefOf: (id: number) => string;
}

/** Results as pictures. Only the rows in sight exist. */
export function Gallery(props: GalleryProps) {
  const { list, selection, activeAt, hrefOf, showBoxes } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const size = gallerySize(width);
  const columns = columnsIn(width);
  const rowHeight = galleryRow(size);
  const { items, height, end } = useListWindow({ ...props, scroller, columns, rowHeight, head: 0 });
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--history-frame': `${size.frame}px`,
    '--history-cell': `${cellHeight(size)}px`,
  };
  useMissingPictures(scroller);
  return (
    <div ref={scroller} className="history-scroller" style={style}>
      <div
        role="grid"
        className="history-gallery"
        aria-label="Results, newest first"
        aria-multiselectable
        aria-rowcount={list.hasMore ? -1 : rowsFor(list.rows.length, columns)}
        aria-colcount={columns}
        data-selecting={selection.kind === 'all_matching' || selection.ids.size > 0 || undefined}
        data-boxes={showBoxes || undefined}
        style={{ height }}
      >
        {items.map(({ index }) => (
          <GalleryRow
            key={index}
            rows={list.rows}
            at={index}
            columns={columns}
            rowHeight={rowHeight}
            selection={selection}
            activeAt={Math.floor(activeAt / columns) === index ? activeAt : -1}
            hrefOf={hrefOf}
          />
        ))}
      </div>
      <ListEnd list={list} top={end}>
        <div
          className="history-gallery-row"
          style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
          aria-hidden
        >
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: places without content have nothing but their place
            <span key={column} className="history-skeleton" style={{ height: cellHeight(size) }} />
          ))}
        </div>
      </ListEnd>
    </div>
  );
}
