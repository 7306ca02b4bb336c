import { Sidecar } from '../../contract/model.ts';
import type { LoadRequest } from '../detection/types.ts';

/** Small texts by key, as the store keeps them. */
export interface TextStore {
  getSetting(key: string): string | null;
  putSetting(key: string, value: string): void;
}

const PATH = 'model.path';
const SIDECAR = 'model.sidecar';
/** What was stated for a model when it was last loaded; with its id behind. */
const STATED = 'model.stated.';
/** In place of a path: the starter lies elsewhere in each installation, and with an AppImage at each start. */
const STARTER = '';

/** What the last successful load asked for; null where there was none, and where it was the starter. */
export function rememberedModel(store: Pick<TextStore, 'getSetting'>): LoadRequest | null {
  const path = store.getSetting(PATH);
  return path === null || path === STARTER ? null : { path, sidecar: readSidecar(store, SIDECAR) };
}

/** Keeps what a load asked for, for the next start and for the next load of that model by its id. */
export function rememberModel(store: TextStore, id: string, request: LoadRequest, starter: string | null): void {
  const { path, sidecar } = request;
  store.putSetting(PATH, path === starter && sidecar === null ? STARTER : path);
  store.putSetting(SIDECAR, JSON.stringify(sidecar));
  if (sidecar !== null || statedSidecar(store, id) !== null) store.putSetting(STATED + id, JSON.stringify(sidecar));
}

/** The sidecar that was sent along when the model of this id was last loaded; null where the file beside it counts. */
export function statedSidecar(store: Pick<TextStore, 'getSetting'>, id: string): Sidecar | null {
  return readSidecar(store, STATED + id);
}

function readSidecar(store: Pick<TextStore, 'getSetting'>, key: string): Sidecar | null {
  const text = store.getSetting(key);
  if (text === null) return null;
  // Written by an older version it may no longer be one.
  const sidecar = Sidecar.nullable().safeParse(JSON.parse(text));
  return sidecar.data ?? null;
}
