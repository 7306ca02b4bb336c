import { z } from 'zod';

/**
 * Everything the page can ask of the shell; the preload script offers exactly these as `window.vigil`. Arguments are
 * validated on the shell's side: types alone stop nobody.
 */
export const CHANNELS = {
  chooseModel: { args: z.tuple([]), answer: z.string().nullable() },
  chooseImages: { args: z.tuple([]), answer: z.array(z.string()) },
  reveal: { args: z.tuple([z.string().max(4_096)]), answer: z.boolean() },
  readGranted: { args: z.tuple([z.string().max(4_096)]), answer: z.instanceof(Uint8Array) },
  notify: { args: z.tuple([z.object({ title: z.string().max(100), body: z.string().max(500) })]), answer: z.boolean() },
  setLoginItem: { args: z.tuple([z.boolean()]), answer: z.boolean() },
  openOutside: { args: z.tuple([z.string().max(2_048)]), answer: z.boolean() },
} as const;

export type ChannelName = keyof typeof CHANNELS;
export type ChannelArgs<Name extends ChannelName> = z.infer<(typeof CHANNELS)[Name]['args']>;
export type ChannelAnswer<Name extends ChannelName> = z.infer<(typeof CHANNELS)[Name]['answer']>;

/** What the user opened outside the page: files with Vigil, or a page of it from the tray. */
export type Opened = { kind: 'files'; paths: string[] } | { kind: 'page'; path: string };

/** `window.vigil`: under ten functions, and no way to send anything else. */
export type DesktopBridge = {
  [Name in ChannelName]: (...args: ChannelArgs<Name>) => Promise<ChannelAnswer<Name>>;
} & {
  /** The real path of a file dropped on the page; empty when it has none. */
  pathOf(file: File): string;
  onOpened(listener: (opened: Opened) => void): () => void;
};
