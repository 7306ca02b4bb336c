/** Formats the console reads, by the ends of their names: what is taken from a folder. */
const EXTENSIONS = ['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'webp', 'avif', 'gif', 'tif', 'tiff'] as const;

/** For file pickers. Types beside endings, since some systems know only the one and some only the other. */
export const ACCEPT = ['image/*', ...EXTENSIONS.map((extension) => `.${extension}`)].join(',');
export const FORMATS = 'JPEG, PNG, WebP, AVIF, GIF and TIFF';

/** Whether a file of a folder is taken for an image. Hidden files are not, whatever they are called. */
export function isImageName(name: string): boolean {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return !name.startsWith('.') && EXTENSIONS.some((known) => known === extension);
}

const collator = new Intl.Collator('en', { numeric: true });

/** image2 before image10, folder by folder. */
export const byPath = (a: { path: string }, b: { path: string }): number => collator.compare(a.path, b.path);
