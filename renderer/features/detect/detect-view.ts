import { useSyncExternalStore } from 'react';
import { DEFAULT_CONF, DEFAULT_IOU, DEFAULT_MAX_DET } from '../../../native/contract/http/detect.ts';
import { ALL_CLASSES, type ClassFilter } from '../../components/image-stage/class-filter.ts';
import { recallThresholds, rememberThresholds } from '../../components/image-stage/threshold-memory.ts';
import type { ViewThresholds } from '../../components/image-stage/view.ts';

/** How the results are looked at: which one, through which thresholds, and what is pointed at. */
export interface DetectView {
  /** Id of the image on the stage. */
  current: number | null;
  /** Candidate positions within the current image. */
  selected: number | null;
  hovered: number | null;
  showBoxes: boolean;
  filter: ClassFilter;
  /** Model whose thresholds these are; null before there is any result. */
  modelId: string | null;
  thresholds: ViewThresholds;
  /** The thresholds a moment after the slider has come to rest, for what need not follow every step. */
  settled: ViewThresholds;
  defaults: ViewThresholds;
  maxDetections: number;
}

const CONTRACT_DEFAULTS: ViewThresholds = { conf: DEFAULT_CONF, iou: DEFAULT_IOU };
const SETTLE_MS = 250;

/** Lives outside React and outlasts the page; parts of the page follow just the fields that they show. */
export class DetectViewStore {
  #state: DetectView = {
    current: null,
    selected: null,
    hovered: null,
    showBoxes: true,
    filter: ALL_CLASSES,
    modelId: null,
    thresholds: CONTRACT_DEFAULTS,
    settled: CONTRACT_DEFAULTS,
    defaults: CONTRACT_DEFAULTS,
    maxDetections: DEFAULT_MAX_DET,
  };
  readonly #listeners = new Set<() => void>();
  #settle: ReturnType<typeof setTimeout> | undefined;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly get = (): DetectView => this.#state;

  readonly show = (current: number | null): void => {
    if (current !== this.#state.current) this.#set({ current, selected: null, hovered: null });
  };
  readonly select = (selected: number | null): void => this.#set({ selected });
  readonly hover = (hovered: number | null): void => this.#set({ hovered });
  readonly setShowBoxes = (showBoxes: boolean): void => this.#set({ showBoxes });
  readonly changeFilter = (change: (filter: ClassFilter) => ClassFilter): void =>
    this.#set({ filter: change(this.#state.filter) });

  readonly setThresholds = (thresholds: ViewThresholds): void => {
    this.#set({ thresholds });
    clearTimeout(this.#settle);
    this.#settle = setTimeout(() => {
      this.#set({ settled: thresholds });
      if (this.#state.modelId !== null) rememberThresholds(this.#state.modelId, thresholds);
    }, SETTLE_MS);
  };

  readonly resetThresholds = (): void => {
    const { modelId, defaults } = this.#state;
    if (modelId !== null) rememberThresholds(modelId, null);
    this.#take(defaults);
  };

  /** Takes up the thresholds last used with a model. */
  takeModel(modelId: string): void {
    if (modelId === this.#state.modelId) return;
    this.#set({ modelId });
    this.#take(recallThresholds(modelId) ?? this.#state.defaults);
  }

  /** What the settings say; holds at once where the user has not chosen otherwise for this model. */
  setDefaults({ conf, iou, max_det }: ViewThresholds & { max_det: number }): void {
    const { defaults, modelId } = this.#state;
    if (conf === defaults.conf && iou === defaults.iou && max_det === this.#state.maxDetections) return;
    this.#set({ defaults: { conf, iou }, maxDetections: max_det });
    if (modelId === null || recallThresholds(modelId) === null) this.#take({ conf, iou });
  }

  #take(thresholds: ViewThresholds): void {
    clearTimeout(this.#settle);
    this.#set({ thresholds, settled: thresholds });
  }

  #set(change: Partial<DetectView>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }
}

export const detectView = new DetectViewStore();

/** One field of the view; renders only when that one changes. */
export function useDetectView<Field extends keyof DetectView>(field: Field): DetectView[Field] {
  return useSyncExternalStore(detectView.subscribe, () => detectView.get()[field]);
}
