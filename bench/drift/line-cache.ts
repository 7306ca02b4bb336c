import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { Features } from '../../native/contract/features.ts';
import { NORMAL_PICTURES, TIMELINES } from '../../native/demo/line/scenarios.ts';
import type { Line, LinePicture, LineSpan } from './line-pictures.ts';

/** Kept after so many pictures, so that a bench that is stopped goes on where it was. */
const BATCH = 25;

const Row = z.object({ features: Features, embedding: z.string().nullable() });

/**
 * Pictures of runs of the line, drawn and detected on once and then kept in the folder for temporary files, under a name
 * that changes with the model, the scenarios and whatever the first picture shows.
 */
export class LineCache {
  readonly folder: string;
  readonly #line: Line;
  /** How many pictures had to be made. */
  made = 0;

  private constructor(line: Line, folder: string) {
    this.#line = line;
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  static async open(line: Line): Promise<LineCache> {
    const [first] = await line.pictures({ scenario: 'normal_shift', seed: 1, from: 1, to: 1 });
    const digest = createHash('sha256').update(line.card.sha256).update(JSON.stringify(TIMELINES));
    const name = digest
      .update(toText(first as LinePicture))
      .digest('hex')
      .slice(0, 16);
    return new LineCache(line, join(tmpdir(), `vigil-bench-line-${name}`));
  }

  /** The pictures 1 to `to` of a run. Those before a scenario goes bad are the same as of the normal one. */
  async run({ scenario, seed }: Pick<LineSpan, 'scenario' | 'seed'>, to: number): Promise<LinePicture[]> {
    if (scenario === 'normal_shift') return this.#pictures({ scenario, seed, from: 1, to });
    const good = await this.#pictures({ scenario: 'normal_shift', seed, from: 1, to: NORMAL_PICTURES });
    return [...good, ...(await this.#pictures({ scenario, seed, from: NORMAL_PICTURES + 1, to }))];
  }

  async #pictures({ scenario, seed, from, to }: LineSpan): Promise<LinePicture[]> {
    const path = join(this.folder, `${scenario}-${seed}-from-${from}.jsonl`);
    let kept = readRows(path);
    while (kept.length < to - from + 1) {
      const start = from + kept.length;
      const fresh = await this.#line.pictures({ scenario, seed, from: start, to: Math.min(start + BATCH - 1, to) });
      const before = kept.length;
      kept = readRows(path);
      // Another bench has made the same ones meanwhile.
      if (kept.length !== before) continue;
      appendFileSync(path, fresh.map((picture) => `${toText(picture)}\n`).join(''));
      kept.push(...fresh);
      this.made += fresh.length;
    }
    return kept.slice(0, to - from + 1);
  }
}

const readRows = (path: string): LinePicture[] =>
  existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1).map(fromText) : [];

/** An embedding as the bytes of its floats in Base64, little-endian as all machines that run this are. */
function toText({ features, embedding }: LinePicture): string {
  const bytes = embedding === null ? null : Buffer.from(embedding.buffer, embedding.byteOffset, embedding.byteLength);
  return JSON.stringify({ features, embedding: bytes?.toString('base64') ?? null } satisfies z.input<typeof Row>);
}

function fromText(text: string): LinePicture {
  const { features, embedding } = Row.parse(JSON.parse(text));
  if (embedding === null) return { features, embedding: null };
  const bytes = Uint8Array.from(Buffer.from(embedding, 'base64'));
  return { features, embedding: new Float32Array(bytes.buffer) };
}
