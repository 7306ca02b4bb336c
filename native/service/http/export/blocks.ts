const BLOCK_BYTES = 64 * 1024;

/** Text as UTF-8 in blocks, since a result alone is too little for a write. */
export async function* toBlocks(texts: AsyncIterable<string>): AsyncGenerator<Uint8Array, void> {
  let waiting = '';
  for await (const text of texts) {
    waiting += text;
    if (waiting.length < BLOCK_BYTES) continue;
    yield Buffer.from(waiting);
    waiting = '';
  }
  if (waiting !== '') yield Buffer.from(waiting);
}

/** Small pieces put together; large ones pass as they are. */
export async function* joinPieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size < BLOCK_BYTES) continue;
    yield waiting.length === 1 ? piece : Buffer.concat(waiting, size);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting, size);
}
