/**
 * What the desktop shell offers beyond a browser; the same shape as the bridge of `electron/bridge/channels.ts`, stated
 * again because the page imports nothing of the shell.
 */
export interface Desktop {
  /** The native dialog; the path of the model chosen, or null. */
  chooseModel(): Promise<string | null>;
  /** The native dialog; paths that `readGranted` will read. */
  chooseImages(): Promise<string[]>;
  /** Shows something inside the data folder in the file manager; false when it lies elsewhere. */
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
  /** Calls back with the files the user opens with Vigil; the answer ends that. */
  onFilesOpened(listener: (paths: string[]) => void): () => void;
}

declare global {
  interface Window {
    readonly vigil?: Desktop;
  }
}

/** The desktop shell around this page; null in a browser. */
export const desktop = (): Desktop | null => (typeof window === 'undefined' ? null : (window.vigil ?? null));
