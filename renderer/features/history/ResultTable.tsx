// biome-ignore-all lint/a11y/useFocusableInteractive: rows take the focus; their cells are read from there, and headings do nothing
// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed by transforms cannot be elements of a table
import './table.css';
import { VisuallyHidden } from '@mantine/core';
import { IconPinFilled } from '@tabler/icons-react';
import { memo, useRef } from 'react';
import { formatCount, formatExact, formatMs, formatScore } from '../../components/format.ts';
import { TABLE_HEAD, TABLE_ROW } from './grid-geometry.ts';
import { formatMoment, type HistoryRow } from './history-row.ts';
import { ListEnd } from './ListEnd.tsx';
import { isSelected, type Selection } from './selection.ts';
import { type ListViewProps, useListWindow } from './use-list-window.ts';

const COLUMNS = ['Time', 'Name', 'Classes', 'Count', 'Best', 'Source', 'Model', 'Total'] as const;
const NUMBERS: readonly string[] = ['Count', 'Best', 'Total'];

interface TableRowProps {
  row: HistoryRow;
  at: number;
  selected: boolean;
  /** The one row that Tab reaches. */
  tabbable: boolean;
  href: string;
}

const TableRow = memo(function TableRow({ row, at, selected, tabbable, href }: TableRowProps) {
  return (
    <div
      role="row"
      className="history-table-row"
      data-id={row.id}
      tabIndex={tabbable ? 0 : -1}
      aria-rowindex={at + 2}
      aria-selected={selected}
      style={{ transform: `translateY(${at * TABLE_ROW}px)` }}
    >
      <span role="gridcell" className="history-table-select" data-select>
        <span className="history-check" aria-hidden />
      </span>
      <span role="gridcell" title={formatExact(row.at)}>
        {formatMoment(row.at, new Date())}
      </span>
      <span role="gridcell" className="history-table-name" title={row.name}>
        <a href={href} tabIndex={-1} draggable={false}>
          {row.name}
        </a>
        {row.pinned && (
          <IconPinFilled size={12} role="img" aria-label="Pinned">
            <title>Pinned: exempt from retention</title>
          </IconPinFilled>
        )}
      </span>
      <span role="gridcell" title={row.classes} className={row.classes === '' ? 'quiet' : undefined}>
        {row.classes === '' ? 'Nothing found' : row.classes}
      </span>
      <span role="gridcell" className="history-number">
        {formatCount(row.count)}
      </span>
      <span role="gridcell" className="history-number">
        {row.best === null ? '' : formatScore(row.best)}
      </span>
      <span role="gridcell" title={row.source ?? undefined}>
        {row.source}
      </span>
      <span role="gridcell" title={row.model}>
        {row.model}
      </span>
      <span role="gridcell" className="history-number">
        {formatMs(row.totalMs)}
      </span>
    </div>
  );
});

interface ResultTableProps extends ListViewProps {
  selection: Selection;
  hrefOf: (id: number) => string;
}

/** Results as lines of figures. Only the rows in sight exist. */
export function ResultTable(props: ResultTableProps) {
  const { list, selection, activeAt, hrefOf } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { items, height, end } = useListWindow({
    ...props,
    scroller,
    columns: 1,
    rowHeight: TABLE_ROW,
    head: TABLE_HEAD,
  });
  return (
    <div ref={scroller} className="history-scroller history-table-scroller panel">
      <div
        role="grid"
        className="history-table"
        aria-label="Results, newest first"
        aria-multiselectable
        aria-rowcount={list.hasMore ? -1 : list.rows.length + 1}
        data-selecting={selection.kind === 'all_matching' || selection.ids.size > 0 || undefined}
      >
        <div role="row" className="history-table-head" aria-rowindex={1}>
          <span role="columnheader">
            <VisuallyHidden>Selected</VisuallyHidden>
          </span>
          {COLUMNS.map((name) => (
            <span key={name} role="columnheader" className={NUMBERS.includes(name) ? 'history-number' : undefined}>
              {name}
            </span>
          ))}
        </div>
        <div role="rowgroup" className="history-table-body" style={{ height }}>
          {items.map(({ index }) => {
            const row = list.rows[index];
            return (
              row !== undefined && (
                <TableRow
                  key={row.id}
                  row={row}
                  at={index}
                  selected={isSelected(selection, row.id)}
                  tabbable={index === activeAt}
                  href={hrefOf(row.id)}
                />
              )
            );
          })}
        </div>
      </div>
      <ListEnd list={list} top={end + TABLE_HEAD}>
        <span className="history-skeleton history-table-skeleton" aria-hidden />
      </ListEnd>
    </div>
  );
}
