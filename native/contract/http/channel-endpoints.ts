import { Channel, ChannelBody, ChannelList, ChannelPath, ChannelTest, Routing } from './channels.ts';
import type { Endpoint } from './endpoints.ts';

/** Who is told of alerts, and how. Part of `ENDPOINTS`. */
export const CHANNEL_ENDPOINTS = {
  channels: {
    method: 'GET',
    path: '/v1/monitoring/channels',
    summary: 'The channels that alerts are told by, and how they fare',
    tag: 'monitoring',
    answers: ChannelList,
    problems: [],
  },
  putChannel: {
    method: 'PUT',
    path: '/v1/monitoring/channels/:name',
    summary: 'Set a channel; what is left out stays, null clears, and secrets are never given out again',
    tag: 'monitoring',
    params: ChannelPath,
    body: { json: ChannelBody },
    answers: Channel,
    problems: ['storage_failed', 'data_folder_unusable'],
  },
  testChannel: {
    method: 'POST',
    path: '/v1/monitoring/channels/:name/test',
    summary: 'Send a test message now, and say what happened',
    tag: 'monitoring',
    params: ChannelPath,
    answers: ChannelTest,
    problems: ['channel_not_configured'],
  },
  routing: {
    method: 'GET',
    path: '/v1/monitoring/routing',
    summary: 'Which channels are told of which severity',
    tag: 'monitoring',
    answers: Routing,
    problems: [],
  },
  putRouting: {
    method: 'PUT',
    path: '/v1/monitoring/routing',
    summary: 'Set that; what is left out is as by default',
    tag: 'monitoring',
    body: { json: Routing },
    answers: Routing,
    problems: ['storage_failed'],
  },
} as const satisfies Record<string, Endpoint>;
