/** A picture to be made small, and how small. */
export interface ThumbnailRequest {
  file: File;
  /** Pixels of the thumbnail. */
  width: number;
  height: number;
}

export type MakeThumbnail = (request: ThumbnailRequest) => Promise<ImageBitmap>;

const decode: MakeThumbnail = ({ file, width, height }) =>
  createImageBitmap(file, { resizeWidth: width, resizeHeight: height, resizeQuality: 'medium' });

const AT_ONCE = 2;
const KEPT = 300;

/**
 * Thumbnails of files in this window, decoded off the main thread, a few at a time and the latest wish first: what has
 * been scrolled past waits behind what is seen now. The least recently used ones are released.
 */
export class ThumbnailCache {
  readonly #make: MakeThumbnail;
  /** In order of use, latest last. */
  readonly #kept = new Map<File, Promise<ImageBitmap>>();
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(make: MakeThumbnail = decode) {
    this.#make = make;
  }

  /** Rejects where the browser cannot decode the picture. The bitmap stays the cache's own: draw it, do not close it. */
  get(request: ThumbnailRequest): Promise<ImageBitmap> {
    const known = this.#kept.get(request.file);
    if (known !== undefined) {
      this.#kept.delete(request.file);
      this.#kept.set(request.file, known);
      return known;
    }
    const { promise, resolve, reject } = Promise.withResolvers<ImageBitmap>();
    this.#waiting.push(() => this.#make(request).then(resolve, reject));
    this.#kept.set(request.file, promise);
    promise.catch(() => {});
    this.#evict();
    this.#pump();
    return promise;
  }

  clear(): void {
    for (const bitmap of this.#kept.values()) release(bitmap);
    this.#kept.clear();
  }

  #evict(): void {
    const oldest = this.#kept.entries().next();
    if (this.#kept.size <= KEPT || oldest.done) return;
    this.#kept.delete(oldest.value[0]);
    release(oldest.value[1]);
  }

  #pump(): void {
    while (this.#running < AT_ONCE) {
      const next = this.#waiting.pop();
      if (next === undefined) return;
      this.#running++;
      void next().finally(() => {
        this.#running--;
        this.#pump();
      });
    }
  }
}

function release(bitmap: Promise<ImageBitmap>): void {
  bitmap.then(
    (made) => made.close(),
    () => {},
  );
}

export const thumbnails = new ThumbnailCache();

/** The size that fits an image into a frame without enlarging it, whole pixels of at least 1. */
export function fitInto(
  image: { width: number; height: number },
  frame: { width: number; height: number },
): { width: number; height: number } {
  const scale = Math.min(frame.width / image.width, frame.height / image.height, 1);
  return {
    width: Math.max(1, Math.round(image.width * scale)),
    height: Math.max(1, Math.round(image.height * scale)),
  };
}
