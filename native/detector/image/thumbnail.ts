import sharp from 'sharp';
import type { ImageSource } from '../../contract/messages.ts';
import { refuseForeign } from './decode.ts';
import { readSource } from './read-source.ts';

const LONGEST_SIDE = 320;
const QUALITY = 75;
/** Effort 0 to 6; a thumbnail is looked at for a moment and must not cost more than the detection. */
const EFFORT = 1;

/**
 * WebP of the first frame, upright, at most 320 pixels on the longer side, never enlarged. Rejects when it can't be read.
 *
 * A file is read here and sniffed anew: it may have been replaced since it was decoded, and libvips takes brackets at the
 * end of a path for options.
 */
export async function makeThumbnail(source: ImageSource): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = readSource(source, Number.POSITIVE_INFINITY);
  refuseForeign(bytes);
  return sharp(bytes, { autoOrient: true, limitInputPixels: false })
    .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: QUALITY, effort: EFFORT })
    .toBuffer()
    .then((buffer) => new Uint8Array(buffer));
}

interface Waiting {
  source: ImageSource;
  deliver: (webp: Uint8Array<ArrayBuffer> | null) => void;
}

/** Encoded bytes that may wait; beyond it thumbnails are made even while the detector is busy. */
const BACKLOG_BYTES = 64 * 1024 * 1024;
/** Idle for this long before a thumbnail is begun: in a burst the next image is milliseconds away. */
const IDLE_MS = 60;

const sizeOf = (source: ImageSource) => (source.type === 'bytes' ? source.bytes.byteLength : 4_096);

/**
 * Makes thumbnails one at a time while the detector has nothing else to do, so that they cost no detection time. Only
 * images that were decoded belong here: their size has been checked.
 */
export class ThumbnailQueue {
  readonly #waiting: Waiting[] = [];
  #bytes = 0;
  #busyJobs = 0;
  #working = false;
  #draining = false;
  #timer: NodeJS.Timeout | undefined;
  #drained: (() => void)[] = [];

  /** `deliver` is called once, with null when the picture cannot be made. */
  add(source: ImageSource, deliver: (webp: Uint8Array<ArrayBuffer> | null) => void): void {
    this.#waiting.push({ source, deliver });
    this.#bytes += sizeOf(source);
    this.#consider();
  }

  /** A detection begins; pair with `leaveBusy`. */
  enterBusy(): void {
    this.#busyJobs++;
    clearTimeout(this.#timer);
  }

  leaveBusy(): void {
    this.#busyJobs--;
    this.#consider();
  }

  /** Resolves when every thumbnail has been made, without waiting to be idle. */
  async drain(): Promise<void> {
    this.#draining = true;
    if (!this.#working && this.#waiting.length === 0) return;
    const done = new Promise<void>((resolve) => this.#drained.push(resolve));
    this.#consider();
    await done;
  }

  #consider(): void {
    if (this.#working || this.#waiting.length === 0) return;
    clearTimeout(this.#timer);
    if (this.#draining || this.#bytes > BACKLOG_BYTES) void this.#work();
    else if (this.#busyJobs === 0) this.#timer = setTimeout(() => void this.#work(), IDLE_MS).unref();
  }

  async #work(): Promise<void> {
    const next = this.#waiting.shift();
    if (next === undefined || this.#working) return;
    this.#working = true;
    this.#bytes -= sizeOf(next.source);
    const webp = await makeThumbnail(next.source).catch(() => null);
    try {
      next.deliver(webp);
    } catch {
      // Whoever waited for it is gone; the others still want theirs.
    }
    this.#working = false;
    if (this.#waiting.length === 0) for (const resolve of this.#drained.splice(0)) resolve();
    else if (this.#busyJobs === 0) void this.#work();
    else this.#consider();
  }
}
