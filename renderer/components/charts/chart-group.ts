import { createContext, useContext, useSyncExternalStore } from 'react';
import type { ChartWindow } from './chart-rows.ts';
import { type ChartCursor, CursorStore } from './cursor-store.ts';

/** What the charts of a page have in common. */
export interface ChartGroup {
  cursor: CursorStore;
  /** Shows this span in all of them. */
  zoom: (span: ChartWindow) => void;
  /** Shows again what was shown before the last zoom; false where there was none. */
  back: () => boolean;
}

export const ChartGroupContext = createContext<ChartGroup>({
  cursor: new CursorStore(),
  zoom: () => {},
  back: () => false,
});

export const useChartGroup = (): ChartGroup => useContext(ChartGroupContext);

/** Where the cursor of the page stands; null while there is none. */
export function useCursor(): ChartCursor | null {
  const { cursor } = useChartGroup();
  return useSyncExternalStore(cursor.subscribe, cursor.get);
}
