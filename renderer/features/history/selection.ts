/**
 * Which results an action is for: some by their numbers, or all that the filter finds, loaded or not. The anchor is
 * where a range begins.
 */
export type Selection = { kind: 'some'; ids: ReadonlySet<number>; anchor: number | null } | { kind: 'all_matching' };

export const NOTHING_SELECTED: Selection = { kind: 'some', ids: new Set(), anchor: null };
export const ALL_MATCHING: Selection = { kind: 'all_matching' };

export const isSelected = (selection: Selection, id: number): boolean =>
  selection.kind === 'all_matching' || selection.ids.has(id);

export const isEmpty = (selection: Selection): boolean => selection.kind === 'some' && selection.ids.size === 0;

/** One result more or less. Of all that match only those in `order`, the loaded ones, stay then. */
export function toggle(selection: Selection, id: number, order: readonly number[]): Selection {
  const ids = new Set(selection.kind === 'all_matching' ? order : selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { kind: 'some', ids, anchor: id };
}

/** Everything in `order` between the anchor and the result, both included; a new range from the same anchor adds. */
export function extendTo(selection: Selection, id: number, order: readonly number[]): Selection {
  if (selection.kind === 'all_matching') return selection;
  const to = order.indexOf(id);
  const anchorAt = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  const from = anchorAt === -1 ? to : anchorAt;
  const range = order.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { kind: 'some', ids: new Set([...selection.ids, ...range]), anchor: order[from] ?? id };
}

export const selectLoaded = (order: readonly number[]): Selection => ({
  kind: 'some',
  ids: new Set(order),
  anchor: order[0] ?? null,
});
