import type { Channel, ChannelName } from '../../../../../native/contract/http/channels.ts';

/** A channel that nothing was set of, as a console answers it. */
export const channel = (name: ChannelName, change: Partial<Channel> = {}): Channel => ({
  name,
  sent_by: name === 'desktop' ? 'window' : 'service',
  configured: name === 'desktop',
  enabled: true,
  hint: null,
  settings: {},
  secrets: {},
  routes: [],
  last_success_at: null,
  last_error_at: null,
  last_error: null,
  waiting: 0,
  ...change,
});
