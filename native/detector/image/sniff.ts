/** What the first bytes of a file say it is. Extensions and content types are never believed. */
export type Sniffed =
  | { kind: 'decodable'; format: 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'avif' }
  | { kind: 'undecodable_image'; format: string }
  | { kind: 'foreign'; what: string };

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

function startsWith(bytes: Uint8Array, ...magic: number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}

/** ISO base media files state their kinds as four-letter brands; AVIF may be a compatible brand of a general one. */
function sniffIsoMedia(bytes: Uint8Array): Sniffed {
  const size =
    ((bytes[0] as number) << 24) | ((bytes[1] as number) << 16) | ((bytes[2] as number) << 8) | (bytes[3] as number);
  const brands = ascii(bytes, 8, Math.min(Math.max(size, 12), 96, bytes.length));
  if (/avi[fs]/.test(brands)) return { kind: 'decodable', format: 'avif' };
  if (/hei[cxms]|hev[cxms]|mif1|msf1/.test(brands)) return { kind: 'undecodable_image', format: 'HEIC' };
  return { kind: 'foreign', what: 'a video or audio file' };
}

function sniffText(bytes: Uint8Array): Sniffed {
  const text = new TextDecoder().decode(bytes.subarray(0, 65_536)).replaceAll('\0', '').toLowerCase();
  // Whichever stands first: a page may hold a drawing, and a drawing a page. An SVG element may carry a prefix.
  const root = /<(?:!doctype\s+|[\w-]+:)?(svg|html|head|body)\b/.exec(text)?.[1];
  if (root === 'svg') {
    return { kind: 'foreign', what: 'an SVG drawing, which can reach for other files and is refused' };
  }
  if (root !== undefined) return { kind: 'foreign', what: 'an HTML page' };
  if (/^\s*<\?xml/.test(text)) return { kind: 'foreign', what: 'an XML document' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells text from data
  if (!/[\u0000-\u0008\u000e-\u001f]/.test(text)) return { kind: 'foreign', what: 'a text file' };
  return { kind: 'foreign', what: 'not an image that is known here' };
}

/** Tells a file by its first bytes; only what is `decodable` may ever reach the decoder. */
export function sniff(bytes: Uint8Array): Sniffed {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return { kind: 'decodable', format: 'jpeg' };
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return { kind: 'decodable', format: 'png' };
  if (/^GIF8[79]a/.test(ascii(bytes, 0, 6))) return { kind: 'decodable', format: 'gif' };
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return { kind: 'decodable', format: 'webp' };
  if (startsWith(bytes, 0x49, 0x49, 0x2a, 0) || startsWith(bytes, 0x4d, 0x4d, 0, 0x2a)) {
    return { kind: 'decodable', format: 'tiff' };
  }
  // BigTIFF, the same with offsets of 64 bits.
  if (startsWith(bytes, 0x49, 0x49, 0x2b, 0) || startsWith(bytes, 0x4d, 0x4d, 0, 0x2b)) {
    return { kind: 'decodable', format: 'tiff' };
  }
  if (ascii(bytes, 4, 8) === 'ftyp') return sniffIsoMedia(bytes);
  if (ascii(bytes, 0, 2) === 'BM' && bytes.length > 18 && startsWith(bytes.subarray(6), 0, 0, 0, 0)) {
    return { kind: 'undecodable_image', format: 'BMP' };
  }
  if (startsWith(bytes, 0, 0, 0, 0x0c, 0x6a, 0x50, 0x20, 0x20))
    return { kind: 'undecodable_image', format: 'JPEG 2000' };
  if (startsWith(bytes, 0, 0, 0, 0x0c, 0x4a, 0x58, 0x4c, 0x20) || startsWith(bytes, 0xff, 0x0a)) {
    return { kind: 'undecodable_image', format: 'JPEG XL' };
  }
  if (startsWith(bytes, 0x1f, 0x8b)) return { kind: 'foreign', what: 'a gzip archive' };
  if (startsWith(bytes, 0x50, 0x4b, 3, 4)) return { kind: 'foreign', what: 'a ZIP archive' };
  if (ascii(bytes, 0, 5) === '%PDF-') return { kind: 'foreign', what: 'a PDF document' };
  return sniffText(bytes);
}
