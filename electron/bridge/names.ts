import type { ChannelName } from './channels.ts';

// Apart from the schemas, so that the preload script carries no validator.

/** Sent from the shell to the page: files that the user opened with Vigil. */
export const FILES_OPENED = 'vigil:files-opened';

export const channel = (name: ChannelName): string => `vigil:${name}`;
