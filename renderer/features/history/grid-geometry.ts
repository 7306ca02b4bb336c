/** CSS pixels. Heights are fixed, so that a place in the list is known without measuring anything. */
export const GALLERY = { leastCell: 196, gap: 12, frame: 148, caption: 50 } as const;
export const GALLERY_ROW = GALLERY.frame + GALLERY.caption + GALLERY.gap;
export const TABLE_ROW = 34;
export const TABLE_HEAD = 32;

/** How many cells stand side by side in a width in CSS pixels; at least one. */
export const columnsIn = (width: number): number =>
  Math.max(1, Math.floor((width + GALLERY.gap) / (GALLERY.leastCell + GALLERY.gap)));

export const rowsFor = (count: number, columns: number): number => Math.ceil(count / columns);
