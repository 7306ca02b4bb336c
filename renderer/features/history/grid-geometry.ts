/** Sizes of the gallery in CSS pixels. Heights are fixed, so that a place in the list is known without measuring. */
export interface GallerySize {
  /** Cells are at least so wide. */
  leastCell: number;
  /** Height of the picture's frame. */
  frame: number;
}

/** Pictures on a large screen are looked at from further away. */
const SMALL: GallerySize = { leastCell: 196, frame: 142 };
const LARGE: GallerySize = { leastCell: 272, frame: 200 };
const LARGE_FROM = 1_600;

const GAP = 12;
/** What a cell has beside its frame: borders, padding and caption. */
const AROUND = 56;

export const TABLE_ROW = 34;
export const TABLE_HEAD = 32;

export const gallerySize = (width: number): GallerySize => (width >= LARGE_FROM ? LARGE : SMALL);

export const cellHeight = ({ frame }: GallerySize): number => frame + AROUND;

/** From the top of one row to the top of the next. */
export const galleryRow = (size: GallerySize): number => cellHeight(size) + GAP;

/** How many cells stand side by side in a width in CSS pixels; at least one. */
export const columnsIn = (width: number, { leastCell }: GallerySize = gallerySize(width)): number =>
  Math.max(1, Math.floor((width + GAP) / (leastCell + GAP)));

export const rowsFor = (count: number, columns: number): number => Math.ceil(count / columns);
