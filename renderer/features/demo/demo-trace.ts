import type { DemoFigures, DemoRun } from '../../../native/contract/http/demo.ts';

export type TracedFigure = Exclude<keyof DemoFigures, 'pictures'>;

export interface TracePoint extends Pick<DemoFigures, TracedFigure> {
  /** Pictures of the run when it was noted. */
  picture: number;
}

/** More than a drawing in a small place can tell apart. */
const MOST_POINTS = 240;

/** How the figures of one run went, as far as this window has watched it. */
export class DemoTrace {
  #of: string | null = null;
  #points: readonly TracePoint[] = [];

  /** Notes the figures of a run where they are new, and answers all of the same run, oldest first. */
  note({ started_at, pictures, last_50 }: Pick<DemoRun, 'started_at' | 'pictures' | 'last_50'>): readonly TracePoint[] {
    if (this.#of !== started_at) {
      this.#of = started_at;
      this.#points = [];
    }
    const last = this.#points.at(-1);
    if (last_50.pictures > 0 && (last === undefined || pictures > last.picture)) {
      const { recall, precision, mean_confidence, brightness } = last_50;
      this.#points = thin([...this.#points, { picture: pictures, recall, precision, mean_confidence, brightness }]);
    }
    return this.#points;
  }
}

/** Every second of the older half where there are too many: what is long ago may be coarse. */
function thin(points: readonly TracePoint[]): readonly TracePoint[] {
  if (points.length <= MOST_POINTS) return points;
  const half = Math.floor(points.length / 2);
  return [...points.slice(0, half).filter((_, at) => at % 2 === 0), ...points.slice(half)];
}

/** The one of this window: it goes on from page to page. */
export const demoTrace = new DemoTrace();
