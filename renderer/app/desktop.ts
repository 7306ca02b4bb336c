/** Files that the user opened with Vigil, or a page of it from the tray. */
export type Opened = { kind: 'files'; paths: string[] } | { kind: 'page'; path: string };

/**
 * What the desktop shell offers beyond a browser; the same shape as the bridge of `electron/bridge/channels.ts`, stated
 * again because the page imports nothing of the shell.
 */
export interface Desktop {
  /** The native dialog; the path of the model chosen, or null. */
  chooseModel(): Promise<string | null>;
  /** The native dialog; paths that `readGranted` will read. */
  chooseImages(): Promise<string[]>;
  /** Shows the data folder, or something inside it, in the file manager; false when it lies elsewhere or cannot be shown. */
  reveal(path: string): Promise<boolean>;
  /** The bytes of a file the user chose or opened with Vigil. */
  readGranted(path: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Shows a notification; answers, once it is gone, whether it was clicked, which brings the window to the front. */
  notify(message: { title: string; body: string }): Promise<boolean>;
  /** Whether Vigil starts with the session; answers what holds now. */
  setLoginItem(openAtLogin: boolean): Promise<boolean>;
  openOutside(address: string): Promise<boolean>;
  /** The real path of a file dropped on the page; empty when it has none. */
  pathOf(file: File): string;
  /** Calls back with what the user opens outside the page; the answer ends that. */
  onOpened(listener: (opened: Opened) => void): () => void;
}

declare global {
  interface Window {
    readonly vigil?: Desktop;
  }
}

/** The desktop shell around this page; null in a browser. */
export const desktop = (): Desktop | null => (typeof window === 'undefined' ? null : (window.vigil ?? null));
