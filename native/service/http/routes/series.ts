import { VigilError } from '../../../contract/errors.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';

const HOUR_MS = 60 * 60_000;

export function seriesHandlers({ store }: AppDeps): Pick<Handlers, 'series'> {
  return {
    series({ query: { metric, from, to, points, model, source } }) {
      const end = to === undefined ? Date.now() : Date.parse(to);
      const start = from === undefined ? end - HOUR_MS : Date.parse(from);
      if (start > end) throw new VigilError('invalid_parameter', 'from: it is later than to.');
      if (start < 0) throw new VigilError('invalid_parameter', 'from: it is before 1970.');
      return store.series.query({ metric, from: start, to: end, points, model, source });
    },
  };
}
