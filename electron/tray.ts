import type { Tray } from 'electron';
import type { ElectronApi } from './electron-api.ts';

export interface TrayActions {
  open: () => void;
  quit: () => void;
}

/** What stands before the sentence in the tray's menu; the state is never told by a colour. */
const MARKS = { ready: '✓', loading: '…', no_model: '○', troubled: '!' } as const;
export type TrayState = keyof typeof MARKS;

/** The tray icon: its tooltip and first line say the console's state, its menu opens the window or quits. */
export class StateTray {
  readonly #electron: ElectronApi;
  readonly #tray: Tray;
  readonly #actions: TrayActions;

  constructor(electron: ElectronApi, icon: string, actions: TrayActions) {
    this.#electron = electron;
    this.#actions = actions;
    this.#tray = new electron.Tray(electron.nativeImage.createFromPath(icon).resize({ width: 18, height: 18 }));
    this.#tray.on('click', actions.open);
    this.show('loading', 'Starting');
  }

  show(state: TrayState, sentence: string): void {
    this.#tray.setToolTip(`Vigil: ${sentence}`);
    this.#tray.setContextMenu(
      this.#electron.Menu.buildFromTemplate([
        { label: `${MARKS[state]} ${sentence}`, enabled: false },
        { type: 'separator' },
        { label: 'Open Vigil', click: this.#actions.open },
        { label: 'Quit', click: this.#actions.quit },
      ]),
    );
  }

  destroy(): void {
    this.#tray.destroy();
  }
}
