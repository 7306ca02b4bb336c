/** The list with the item at `from` moved to stand at `to`; positions outside the list change nothing. */
export function moveItem<Item>(list: readonly Item[], from: number, to: number): Item[] {
  const moved = list[from];
  if (moved === undefined || to < 0 || to >= list.length) return [...list];
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(to, 0, moved);
}
