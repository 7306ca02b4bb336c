import type { ClassFigures } from '../../../native/contract/http/evaluations.ts';

export const CLASS_COLUMNS = [
  { key: 'class_name', label: 'Class' },
  { key: 'ap50', label: 'AP50' },
  { key: 'ap50_95', label: 'AP50-95' },
  { key: 'precision', label: 'Precision' },
  { key: 'recall', label: 'Recall' },
  { key: 'f1', label: 'F1' },
  { key: 'objects', label: 'Objects' },
  { key: 'tp', label: 'Found' },
  { key: 'fp', label: 'False' },
  { key: 'fn', label: 'Missed' },
] as const;

export type ClassColumn = (typeof CLASS_COLUMNS)[number]['key'];

export interface ClassOrder {
  column: ClassColumn;
  direction: 'ascending' | 'descending';
}

/** A second press turns the order round; figures begin with the worst, counts and names with the usual end. */
export function pressColumn(order: ClassOrder | null, column: ClassColumn): ClassOrder {
  if (order?.column === column)
    return { column, direction: order.direction === 'ascending' ? 'descending' : 'ascending' };
  return { column, direction: ['objects', 'tp', 'fp', 'fn'].includes(column) ? 'descending' : 'ascending' };
}

/** Sorted copies; what has no figure comes last whichever way, equals by class id. Without an order: by class id. */
export function sortClasses(classes: readonly ClassFigures[], order: ClassOrder | null): ClassFigures[] {
  const sorted = [...classes].sort((a, b) => a.class_id - b.class_id);
  if (order === null) return sorted;
  const { column, direction } = order;
  const sign = direction === 'ascending' ? 1 : -1;
  return sorted.sort((a, b) => {
    const [x, y] = [a[column], b[column]];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    if (typeof x === 'string' || typeof y === 'string')
      return sign * String(x).localeCompare(String(y), 'en', { numeric: true });
    return sign * (x - y);
  });
}
