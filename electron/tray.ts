import type { Tray } from 'electron';
import type { ElectronApi } from './electron-api.ts';
import type { AlertReport, HealthReport } from './processes/tray-report.ts';

export interface TrayActions {
  open: () => void;
  openAlerts: () => void;
  quit: () => void;
}

/** What stands before a sentence in the tray's menu; nothing is told by a colour. */
const MARKS = { ready: '✓', loading: '…', no_model: '○', troubled: '!' } as const;
const SEVERITY_MARKS = { info: 'i', warning: '!', critical: '‼' } as const;

/** The tray icon: its tooltip and menu say the console's state and what fires; the menu opens the window or quits. */
export class StateTray {
  readonly #electron: ElectronApi;
  readonly #tray: Tray;
  readonly #actions: TrayActions;
  #health: Pick<HealthReport, 'state' | 'sentence'> = { state: 'loading', sentence: 'Starting' };
  #alerts: AlertReport | null = null;

  constructor(electron: ElectronApi, icon: string, actions: TrayActions) {
    this.#electron = electron;
    this.#actions = actions;
    this.#tray = new electron.Tray(electron.nativeImage.createFromPath(icon).resize({ width: 18, height: 18 }));
    this.#tray.on('click', actions.open);
    this.#draw();
  }

  show(health: Pick<HealthReport, 'state' | 'sentence'>): void {
    this.#health = health;
    this.#draw();
  }

  /** Null where it is not known what fires. */
  showAlerts(alerts: AlertReport | null): void {
    this.#alerts = alerts;
    this.#draw();
  }

  #draw(): void {
    const { state, sentence } = this.#health;
    const worst = this.#alerts?.worst ?? null;
    const alerts = this.#alerts?.sentence ?? 'Alerts';
    // Lines, since the sentences of health end with a full stop or without.
    this.#tray.setToolTip([`Vigil: ${sentence}`, ...(worst === null ? [] : [alerts])].join('\n'));
    this.#tray.setContextMenu(
      this.#electron.Menu.buildFromTemplate([
        { label: `${MARKS[state]} ${sentence}`, enabled: false },
        { label: worst === null ? alerts : `${SEVERITY_MARKS[worst]} ${alerts}`, click: this.#actions.openAlerts },
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
