import type { Timings } from '../native/contract/http/detect.ts';
import type { Floor, FloorTimes } from './floor.ts';
import { type HttpClient, sendAll } from './http-client.ts';
import { settle } from './settle.ts';
import { median, type Spread, spread } from './statistics.ts';

/** Images of one turn: short enough that a slow spell of the machine hits the floor and the requests alike. */
const TURN = 12;
const WARM_UP = 3;

export interface RequestFigures {
  latency_ms: Spread;
  images_per_s: number;
  /**
   * Against decode + tensor + bare run in one process. With one client: median latency by the median floor of the same
   * images. With several, whose latency is mostly waiting for each other: time per image by the median floor.
   */
  ratio: number;
}

/** Medians of one client's requests, of which each phase of the floor is a part. */
export interface RequestParts {
  queue_ms: number;
  decode_ms: number;
  tensor_ms: number;
  run_ms: number;
  postprocess_ms: number;
  /** All else: HTTP, the way to the detector and back, history. */
  rest_ms: number;
}

export interface RequestComparison {
  floor: { decode: Spread; tensor: Spread; run: Spread; postprocess: Spread; total_ms: number };
  one_client: RequestFigures;
  parts: RequestParts;
  four_clients: RequestFigures;
}

export interface Photograph {
  path: string;
  body: Buffer;
}

/**
 * The floor and whole requests over the same photographs, in turns of a few images. What the console puts off until
 * nobody waits is let pass before the next turn, or it would fall on the floor.
 */
export async function compareRequests(
  floor: Floor,
  client: HttpClient,
  photographs: readonly Photograph[],
  passes: number,
): Promise<RequestComparison> {
  const times: FloorTimes[] = [];
  const one = { latencies: [] as number[], timings: [] as Timings[], wall: 0 };
  const four = { latencies: [] as number[], timings: [] as Timings[], wall: 0 };
  const measureFloor = async (turn: readonly Photograph[], into: FloorTimes[]) => {
    for (const { path } of turn) into.push(await floor.measure(path));
  };
  const send = async (turn: readonly Photograph[], clients: number, into: typeof one) => {
    const bodies = turn.map(({ body }) => body);
    const run = await sendAll(client, bodies, clients);
    into.latencies.push(...run.latencies_ms);
    into.timings.push(...run.timings_ms);
    into.wall += run.wall_ms;
    await settle(client.url, turn.length);
  };
  await measureFloor(photographs.slice(0, WARM_UP), []);
  await send(photographs.slice(0, WARM_UP), 1, { latencies: [], timings: [], wall: 0 });
  for (let pass = 0; pass < passes; pass++) {
    for (let first = 0; first < photographs.length; first += TURN) {
      const turn = photographs.slice(first, first + TURN);
      await measureFloor(turn, times);
      await send(turn, 1, one);
      await send(turn, 4, four);
    }
  }
  const of = (phase: keyof FloorTimes) => spread(times.map((time) => time[phase]));
  const total = median(times.map(({ decode, tensor, run }) => decode + tensor + run));
  const perImage = (run: typeof one) => run.wall / run.latencies.length;
  const figures = (run: typeof one, ratio: number): RequestFigures => ({
    latency_ms: spread(run.latencies),
    images_per_s: 1000 / perImage(run),
    ratio,
  });
  return {
    floor: {
      decode: of('decode'),
      tensor: of('tensor'),
      run: of('run'),
      postprocess: of('postprocess'),
      total_ms: total,
    },
    parts: partsOf(one.latencies, one.timings),
    one_client: figures(one, median(one.latencies) / total),
    four_clients: figures(four, perImage(four) / total),
  };
}

function partsOf(latencies: readonly number[], timings: readonly Timings[]): RequestParts {
  const of = (phase: keyof Timings) => median(timings.map((one) => one[phase]));
  const rest = latencies.map((latency, at) => {
    const { queue, decode, tensor, inference, postprocess } = timings[at] as Timings;
    return latency - queue - decode - tensor - inference - postprocess;
  });
  return {
    ...{ queue_ms: of('queue'), decode_ms: of('decode'), tensor_ms: of('tensor'), run_ms: of('inference') },
    ...{ postprocess_ms: of('postprocess'), rest_ms: median(rest) },
  };
}
