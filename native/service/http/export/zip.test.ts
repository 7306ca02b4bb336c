import { describe, expect, it } from 'vitest';
import { openZip } from './testing/open-zip.ts';
import { type ArchiveEntry, requireFits, writeZip } from './zip.ts';

async function* entries(...all: ArchiveEntry[]) {
  yield* all;
}

async function* pieces(...all: Uint8Array[]) {
  yield* all;
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

const at = new Date('2026-11-21T10:00:00Z');

describe('an archive', () => {
  it('holds stored and deflated files of any size and name', async () => {
    const noise = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 31) % 251);
    const archive = await collect(
      writeZip(
        entries(
          { kind: 'text', name: 'empty.txt', text: '' },
          { kind: 'picture', name: 'images/写真 😀.jpg', content: pieces(noise.subarray(0, 7), noise.subarray(7)) },
          { kind: 'text', name: 'labels/a.txt', text: '0 0.5 0.5 0.1 0.1\n'.repeat(1_000) },
          { kind: 'document', name: 'a.json', content: pieces(Buffer.from('[1,'.repeat(9_999)), Buffer.from('2]')) },
        ),
        at,
      ),
    );
    expect(archive.length).toBeLessThan(noise.length + 2_000);
    const zip = openZip(archive);
    expect(zip.names).toEqual(['empty.txt', 'images/写真 😀.jpg', 'labels/a.txt', 'a.json']);
    expect(zip.text('a.json')).toBe(`${'[1,'.repeat(9_999)}2]`);
    expect(zip.bytes('images/写真 😀.jpg')).toEqual(noise);
    expect(zip.text('labels/a.txt')).toBe('0 0.5 0.5 0.1 0.1\n'.repeat(1_000));
    expect(zip.text('empty.txt')).toBe('');
  });

  it('is made no faster than it is taken', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<ArchiveEntry> {
      for (;;) {
        asked++;
        yield { kind: 'picture', name: `${asked}.bin`, content: pieces(new Uint8Array(1_000)) };
      }
    }
    const chunks = writeZip(endless(), at);
    for (let i = 0; i < 10; i++) await chunks.next();
    expect(asked).toBeLessThanOrEqual(10);
    await chunks.return();
  });

  it('closes what it reads when it is given up', async () => {
    let isClosed = false;
    async function* content() {
      try {
        for (;;) yield new Uint8Array(10);
      } finally {
        isClosed = true;
      }
    }
    const chunks = writeZip(entries({ kind: 'picture', name: 'a', content: content() }), at);
    await chunks.next();
    await chunks.next();
    await chunks.return();
    expect(isClosed).toBe(true);
  });

  it.each([
    [65_535, 0, true],
    [65_536, 0, false],
    [10, 2 ** 32 - 1_000, true],
    [10, 2 ** 32 - 900, false],
  ])('of %d files and %d bytes fits: %s', (count, bytes, fits) => {
    const check = () => requireFits(count, bytes);
    if (fits) check();
    else expect(check).toThrow(expect.objectContaining({ code: 'invalid_parameter' }));
  });

  it('is broken off rather than left unreadable', async () => {
    async function* tooMany(): AsyncGenerator<ArchiveEntry> {
      for (let i = 0; i <= 65_536; i++) yield { kind: 'picture', name: `${i}`, content: pieces() };
    }
    await expect(collect(writeZip(tooMany(), at))).rejects.toThrow(/65536 files.*Narrow/);
  });
});
