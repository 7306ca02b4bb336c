import { type TracePoint, tracePath } from './trace.ts';

const WIDTH = 300;
const HEIGHT = 28;

/** The last three minutes of a figure, without axes: the figure itself stands beside it. */
export function TraceLine({ points, full }: { points: readonly TracePoint[]; full: number }) {
  return (
    <div className="trace" aria-hidden="true">
      <svg aria-hidden="true" viewBox={`0 -1 ${WIDTH} ${HEIGHT + 2}`} preserveAspectRatio="none">
        <path d={tracePath(points, full, WIDTH, HEIGHT)} vectorEffect="non-scaling-stroke" />
      </svg>
      <span>3 min ago</span>
      <span>now</span>
    </div>
  );
}
