export interface Layout {
  count: number;
  columns: number;
  /** Rows that a page key moves by. */
  pageRows: number;
}

const PLAIN_KEYS = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown']);

/**
 * The position that a key leads to from `at`, stopping at the edges; undefined for other keys and in an empty list.
 * In a table, one column wide, Home and End lead to the ends of the list, in a gallery to those of the row, there with
 * `toEnds` (Ctrl) to those of the list.
 */
export function moveFocus(key: string, at: number, layout: Layout, toEnds = false): number | undefined {
  const { count, columns, pageRows } = layout;
  if (count === 0 || !PLAIN_KEYS.has(key)) return undefined;
  const last = count - 1;
  const rowStart = at - (at % columns);
  const whole = toEnds || columns === 1;
  // Up and down keep the column; below a short last row they lead to its end.
  const byRows = (rows: number) => {
    const next = at + rows * columns;
    if (next < 0) return rows === -1 ? at : at % columns;
    if (next <= last) return next;
    return rowStart + columns > last ? at : last;
  };
  switch (key) {
    case 'ArrowLeft':
      return columns === 1 ? undefined : Math.max(0, at - 1);
    case 'ArrowRight':
      return columns === 1 ? undefined : Math.min(last, at + 1);
    case 'ArrowUp':
      return byRows(-1);
    case 'ArrowDown':
      return byRows(1);
    case 'PageUp':
      return byRows(-pageRows);
    case 'PageDown':
      return byRows(pageRows);
    case 'Home':
      return whole ? 0 : rowStart;
    default:
      return whole ? last : Math.min(last, rowStart + columns - 1);
  }
}
