/** Where the cursor of a page stands: one for all of its charts. */
export interface ChartCursor {
  /** Milliseconds since 1970. */
  at: number;
  /** The chart that it was put there in, which tells what is known at that time. */
  by: string;
}

/** The cursor that the charts of a page share, outside of React: it moves without a chart being drawn again. */
export class CursorStore {
  #cursor: ChartCursor | null = null;
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly get = (): ChartCursor | null => this.#cursor;

  set(cursor: ChartCursor | null): void {
    if (cursor?.at === this.#cursor?.at && cursor?.by === this.#cursor?.by) return;
    this.#cursor = cursor;
    for (const listener of this.#listeners) listener();
  }

  /** Takes the cursor away, if it is this chart's. */
  leave(by: string): void {
    if (this.#cursor?.by === by) this.set(null);
  }
}
