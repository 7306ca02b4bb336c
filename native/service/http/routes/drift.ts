import { VigilError } from '../../../contract/errors.ts';
import type { DriftHistoryQuery } from '../../../contract/http/drift.ts';
import { EMBEDDING } from '../../../drift/verdict/assess-embeddings.ts';
import { rankEmbeddings, rankSamples } from '../../../drift/verdict/moved-most.ts';
import type { Span } from '../../../store/drift-types.ts';
import { embeddingMap } from '../../drift/embedding-map.ts';
import { featureDetail } from '../../drift/feature-detail.ts';
import { COLUMNS } from '../../drift/features.ts';
import { newReference } from '../../drift/new-reference.ts';
import { previewConfig } from '../../drift/preview.ts';
import { reportPage } from '../../drift/report/page.ts';
import { abortWhenCallerLeaves } from '../caller.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { contentSecurityPolicy } from './document.ts';

type DriftRoutes =
  | 'drift'
  | 'driftHistory'
  | 'checkDrift'
  | 'resetReference'
  | 'undoResetReference'
  | 'getDriftConfig'
  | 'putDriftConfig'
  | 'previewDriftConfig'
  | 'driftMovedMost'
  | 'driftDetail'
  | 'driftEmbedding'
  | 'driftStatistics'
  | 'driftSchedule'
  | 'driftReport'
  | 'driftReports'
  | 'keptDriftReport'
  | 'listEvents';

export function driftHandlers(deps: AppDeps): Pick<Handlers, DriftRoutes> {
  const { drift, driftJobs, driftReports, driftThread, store } = deps;
  return {
    drift: () => drift.state(),
    driftHistory: ({ query }) => ({ points: store.drift.history(spanOf(query), query.points) }),
    checkDrift: ({ body }) => drift.check(body),
    async resetReference({ body }, _request, reply) {
      const { signal } = abortWhenCallerLeaves(reply);
      return drift.reset(await newReference(deps, drift, body, signal));
    },
    undoResetReference: () => drift.undo(),
    getDriftConfig: () => drift.config(),
    putDriftConfig: ({ body }) => drift.configure(body),
    previewDriftConfig: ({ body }) => previewConfig({ store, drift, thread: driftThread }, body, Date.now()),

    driftMovedMost({ query: { feature, limit } }) {
      const windows = drift.windows();
      const known = [...COLUMNS.map((column) => column.feature), EMBEDDING];
      if (!known.includes(feature)) {
        const detail = `feature: there is no ${JSON.stringify(feature)}. Known are ${known.join(', ')}.`;
        throw new VigilError('invalid_parameter', detail);
      }
      if (windows === null) return { feature, samples: [] };
      const { reference, current } = windows;
      const ranked =
        feature === EMBEDDING ? rankEmbeddings(reference, current) : rankSamples(reference, current, feature);
      return { feature, samples: ranked.slice(0, limit) };
    },

    driftDetail: ({ query: { feature } }) => featureDetail(drift.windows(), feature),

    driftEmbedding: () => embeddingMap(drift.windows()),

    driftStatistics: ({ query }) => ({
      points: store.drift
        .statistics(spanOf(query), query.points)
        .map(({ at, features }) => ({ t: new Date(at).toISOString(), features })),
    }),
    driftSchedule: () => driftJobs.schedule(),

    driftReport(_input, _request, reply) {
      const page = reportPage(drift.state(), deps.version);
      reply.type('text/html; charset=utf-8').header('content-security-policy', contentSecurityPolicy(page));
      return page;
    },
    driftReports: () => ({ reports: driftReports.list() }),
    keptDriftReport({ params }, _request, reply) {
      const page = driftReports.read(params.name);
      if (page === null) throw new VigilError('not_found', `There is no report ${params.name}, or it was removed.`);
      reply.type('text/html; charset=utf-8').header('content-security-policy', contentSecurityPolicy(page));
      return page;
    },

    listEvents: ({ query: { from, to, kinds, limit } }) => ({
      events: store.listEvents({
        from: from === undefined ? undefined : Date.parse(from),
        to: to === undefined ? undefined : Date.parse(to),
        kinds,
        limit,
      }),
    }),
  };
}

const DAY = 24 * 60 * 60_000;

/** The last 24 hours unless said otherwise. */
function spanOf({ from, to }: DriftHistoryQuery): Span {
  const end = to === undefined ? Date.now() : Date.parse(to);
  const start = from === undefined ? end - DAY : Date.parse(from);
  if (start > end) throw new VigilError('invalid_parameter', 'from: it is later than to.');
  return { from: start, to: end };
}
