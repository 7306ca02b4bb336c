import { formatCount } from '../../components/format.ts';
import type { ViewThresholds } from '../../components/image-stage/view.ts';
import type { ActionTarget } from './history-actions.ts';
import type { HistoryList } from './history-list.ts';
import type { MatchCount } from './match-count.ts';

/** One answer to "export what". */
export interface ExportChoice {
  /** "This result", "3 selected", "All 1,204 results". */
  label: string;
  target: ActionTarget;
  /** How many results; null when nobody has counted. */
  count: number | null;
  /** How many of them have their picture; null when nobody has counted. */
  pictures: number | null;
}

/** Opens the export dialog; `thresholds` are those that the results are looked at through, where they were chosen. */
export type OpenExport = (choices: readonly ExportChoice[], thresholds?: ViewThresholds | null) => void;

/** The choice for results of which everything is known. */
export function choiceOf(label: string, rows: readonly { id: number; hasImage: boolean }[]): ExportChoice {
  return {
    label,
    target: { ids: rows.map(({ id }) => id) },
    count: rows.length,
    pictures: rows.filter(({ hasImage }) => hasImage).length,
  };
}

/** What can be exported from the list: what is selected, where something is, and all that match. */
export function listChoices(
  list: Pick<HistoryList, 'rows' | 'hasMore' | 'apiFilter'>,
  match: MatchCount,
  selectedIds: readonly number[] | 'all_matching',
): ExportChoice[] {
  const all: ExportChoice = {
    label: match.exact ? `All ${formatCount(match.count)} that match` : 'All that match',
    target: { filter: list.apiFilter },
    count: match.exact ? match.count : null,
    pictures: list.hasMore ? null : list.rows.filter(({ hasImage }) => hasImage).length,
  };
  if (selectedIds === 'all_matching' || selectedIds.length === 0) return [all];
  const selected = new Set(selectedIds);
  const rows = list.rows.filter(({ id }) => selected.has(id));
  return [choiceOf(`${formatCount(rows.length)} selected`, rows), all];
}
