import { useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  Channel,
  ChannelBody,
  ChannelName,
  ChannelTest,
  Routing,
} from '../../../../native/contract/http/channels.ts';
import { type Answer, call } from '../../../api/client.ts';
import { usePace } from '../../../api/events.ts';
import { KEYS } from '../../../api/queries.ts';

/** What waits and what was sent is told by no event. */
const EVERY_MS = 5_000;

export function useChannels() {
  usePace(KEYS.channels, ['alert'], 1_000);
  return useQuery({
    queryKey: KEYS.channels,
    queryFn: ({ signal }) => call('channels', { signal }),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  });
}

export const useRouting = () =>
  useQuery({
    queryKey: KEYS.routing,
    queryFn: ({ signal }) => call('routing', { signal }),
    refetchInterval: EVERY_MS,
    staleTime: 0,
  });

export interface ChannelActions {
  /** Rejects where it is refused. */
  put: (name: ChannelName, body: ChannelBody) => Promise<Channel>;
  /** Rejects where nothing was tried; that it failed is an answer. */
  test: (name: ChannelName) => Promise<ChannelTest>;
  /** Rejects where it is refused. */
  putRouting: (routing: Routing) => Promise<void>;
}

/** What can be done to channels and routing; what is shown of them is true again when it settles. */
export function useChannelActions(): ChannelActions {
  const queries = useQueryClient();
  const forget = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: KEYS.channels }),
      queries.invalidateQueries({ queryKey: KEYS.routing }),
    ]);
  };
  return {
    async put(name, body) {
      const channel = await call('putChannel', { params: { name }, json: body });
      // An answer under way may be of before.
      await queries.cancelQueries({ queryKey: KEYS.channels });
      queries.setQueryData<Answer<'channels'>>(KEYS.channels, (list) =>
        list === undefined
          ? list
          : { ...list, channels: list.channels.map((each) => (each.name === name ? channel : each)) },
      );
      return channel;
    },
    async test(name) {
      try {
        return await call('testChannel', { params: { name } });
      } finally {
        await forget();
      }
    },
    async putRouting(routing) {
      await queries.cancelQueries({ queryKey: KEYS.routing });
      queries.setQueryData(KEYS.routing, await call('putRouting', { json: routing }));
      await forget();
    },
  };
}
