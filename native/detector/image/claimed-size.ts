/** The four letters of the chunk type. */
const IHDR = 0x49484452;

/**
 * Width and height in pixels that a PNG states in its first chunk, or null. Read here because the decoder refuses absurd
 * sizes as a broken header, and the caller deserves to hear the figures.
 */
export function pngClaimedSize(bytes: Uint8Array): { width: number; height: number } | null {
  if (bytes.length < 24) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(12) !== IHDR) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}
