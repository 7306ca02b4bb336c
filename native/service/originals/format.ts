/** Formats whose files are kept and served, by extension. Anything else is not: what a browser gets is always a picture. */
const FORMATS = {
  jpg: { type: 'image/jpeg', spellings: ['jpg', 'jpeg', 'jpe', 'jfif'] },
  png: { type: 'image/png', spellings: ['png'] },
  webp: { type: 'image/webp', spellings: ['webp'] },
  gif: { type: 'image/gif', spellings: ['gif'] },
  avif: { type: 'image/avif', spellings: ['avif'] },
  tiff: { type: 'image/tiff', spellings: ['tiff', 'tif'] },
} as const;

export type ImageExtension = keyof typeof FORMATS;

const isKnown = (extension: string): extension is ImageExtension => Object.hasOwn(FORMATS, extension);

/** What the first bytes say, whatever the file is called; null when it is none of the formats. */
export function imageExtension(bytes: Uint8Array): ImageExtension | null {
  const text = (from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));
  const head = text(0, 4);
  if (head.startsWith('\xff\xd8\xff')) return 'jpg';
  if (head === '\x89PNG') return 'png';
  if (head === 'GIF8') return 'gif';
  if (head === 'RIFF' && text(8, 12) === 'WEBP') return 'webp';
  if (/^(?:II[*+]\0|MM\0[*+])$/.test(head)) return 'tiff';
  if (text(4, 8) === 'ftyp' && /avi[fs]/.test(text(8, 96))) return 'avif';
  return null;
}

/** The media type of a kept file; unknown extensions are downloads. */
export function mediaTypeOfImage(extension: string): string {
  return isKnown(extension) ? FORMATS[extension].type : 'application/octet-stream';
}

/** The usual ways to spell an extension, itself among them. */
export function spellingsOf(extension: string): readonly string[] {
  return isKnown(extension) ? FORMATS[extension].spellings : [extension];
}
