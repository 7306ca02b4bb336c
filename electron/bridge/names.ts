import type { ChannelName } from './channels.ts';

// Apart from the schemas, so that the preload script carries no validator.

/** Sent from the shell to the page: what the user opened outside of it. */
export const OPENED = 'vigil:opened';

export const channel = (name: ChannelName): string => `vigil:${name}`;
