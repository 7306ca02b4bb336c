/** Width and height in pixels as a file's header states them, before anything is decoded. */
export interface ClaimedSize {
  width: number;
  height: number;
}

/** The four letters of the chunk type. */
const IHDR = 0x49484452;

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * The size that a PNG states in its first chunk, or null. Read here because the decoder refuses absurd sizes as a broken
 * header, and the caller deserves to hear the figures.
 */
export function pngClaimedSize(bytes: Uint8Array): ClaimedSize | null {
  if (bytes.length < 24) return null;
  const view = viewOf(bytes);
  if (view.getUint32(12) !== IHDR) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Markers without a length: padding, restarts, start and end of image. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd9);
/** Start of frame in all its kinds; C4, C8 and CC in their midst are tables. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/**
 * What a JPEG's frame header states: size, bits a sample, components (1 grey, 3 colour, 4 inks); null where no such header
 * is found before the picture data (ITU-T T.81, B.2.2).
 */
export function jpegFrame(bytes: Uint8Array): (ClaimedSize & { precision: number; components: number }) | null {
  const view = viewOf(bytes);
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] as number;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isBare(marker)) {
      at += 2;
      continue;
    }
    if (isFrame(marker)) {
      return {
        precision: bytes[at + 4] as number,
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        components: bytes[at + 9] as number,
      };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
