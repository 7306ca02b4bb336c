import { FINISH, type MakeShape } from './shape.ts';

/** A coil spring on its side: the seventh kind, which nobody has told the model of. u runs along its axis. */
export const makeSpring: MakeShape = (random) => {
  const length = random.between(70, 128);
  const radius = length * random.between(0.15, 0.24);
  const wire = Math.max(radius * random.between(0.15, 0.22), 2.3);
  const coils = random.whole(6, 10);
  const pitch = (length - 2 * wire) / (coils + 0.5);
  const reach = radius - wire;
  const lean = pitch / 4 / reach;
  // Strand `index` crosses the axis here; one that would stand out at an end is not there.
  const first = -length / 2 + wire + pitch * 0.25;

  /** Squared distance to the nearest strand of one side, leaning by `side`. */
  const strand = (u: number, v: number, side: number, shift: number) => {
    const inside = v > reach ? reach : v < -reach ? -reach : v;
    const index = Math.floor((u - side * lean * inside - first - shift) / pitch + 0.5);
    const last = shift === 0 ? coils : coils - 1;
    const at = first + shift + Math.min(Math.max(index, 0), last) * pitch + side * lean * inside;
    // The strand leans, so what lies straight beside it is farther than it is.
    const du = (u - at) / Math.sqrt(1 + lean * lean);
    const dv = v - inside;
    return du * du + dv * dv;
  };

  return {
    halfWidth: length / 2,
    halfHeight: radius,
    sample(u, v, surface) {
      const front = strand(u, v, 1, 0);
      const back = strand(u, v, -1, pitch / 2);
      const nearest = front < back ? front : back;
      surface.distance = Math.sqrt(nearest) - wire;
      surface.finish = FINISH.plain;
      const round = 1 - (v * v) / (radius * radius);
      const arch = radius * Math.sqrt(round > 0 ? round : 0);
      if (front < wire * wire) {
        surface.height = arch * 0.5 + Math.sqrt(wire * wire - front);
        surface.shade = 1;
      } else {
        surface.height = Math.sqrt(Math.max(0, wire * wire - back)) * 0.9;
        surface.shade = 0.45;
      }
    },
  };
};
