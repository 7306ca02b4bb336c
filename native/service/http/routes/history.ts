import { createHash } from 'node:crypto';
import { VigilError } from '../../../contract/errors.ts';
import { toCandidateList } from '../candidate-list.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';

type HistoryRoutes = 'listInferences' | 'getInference' | 'getCandidates' | 'getThumbnail' | 'securityEvents';

export function historyHandlers({ store }: AppDeps): Pick<Handlers, HistoryRoutes> {
  const inference = (id: number) => {
    const found = store.getInference(id);
    if (found === null) throw noSuch(`There is no result ${id}, or it was removed by retention.`);
    return found;
  };
  return {
    listInferences: ({ query }) => store.listInferences(query),

    getInference: ({ params }) => inference(params.id),

    getCandidates({ params }) {
      const item = inference(params.id);
      const candidates = store.getCandidates(params.id);
      if (candidates === null) throw noSuch(`The candidates of result ${params.id} are no longer kept.`);
      return toCandidateList(candidates, store.getModel(item.model.id)?.classes ?? []);
    },

    getThumbnail({ params }, request, reply) {
      const webp = store.getThumbnail(params.id);
      if (webp === null) throw noSuch(`Result ${params.id} has no thumbnail, or not yet.`);
      const etag = `"${createHash('sha256').update(webp).digest('base64url').slice(0, 22)}"`;
      // Never changes while its result exists; the hour bounds what a browser shows of a history that was set aside.
      reply.header('etag', etag).header('cache-control', 'private, max-age=3600, immutable');
      if (request.headers['if-none-match']?.includes(etag)) return reply.code(304).send();
      return Buffer.from(webp.buffer, webp.byteOffset, webp.byteLength);
    },

    securityEvents: () => ({ events: store.listSecurityEvents(200) }),
  };
}

const noSuch = (detail: string) => new VigilError('not_found', detail);
