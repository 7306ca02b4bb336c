import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';

type ChannelRoutes = 'channels' | 'putChannel' | 'testChannel' | 'routing' | 'putRouting';

export function channelHandlers({ channels }: AppDeps): Pick<Handlers, ChannelRoutes> {
  return {
    channels: () => ({ channels: channels.list(), ...channels.secrets() }),
    putChannel: ({ params, body }) => channels.put(params.name, body),
    testChannel: ({ params }) => channels.test(params.name),
    routing: () => channels.routing(),
    putRouting: ({ body }) => channels.putRouting(body),
  };
}
