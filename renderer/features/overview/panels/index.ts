import { ClassesPanel } from './ClassesPanel.tsx';
import { DemoPanel } from './DemoPanel.tsx';
import { LatestPanel } from './LatestPanel.tsx';
import { RatePanel } from './RatePanel.tsx';
import type { OverviewPanel } from './types.ts';

/**
 * What the overview shows once there are results, in reading order; each row of the grid has twelve columns. A new panel is
 * a file beside this one and a line here; `PanelFrame` gives it the look of the others.
 */
export const PANELS: readonly OverviewPanel[] = [
  { id: 'latest', columns: 12, component: LatestPanel },
  { id: 'demo', columns: 8, rows: 2, component: DemoPanel },
  { id: 'rate', columns: 4, narrow: 6, component: RatePanel },
  { id: 'classes', columns: 4, narrow: 6, component: ClassesPanel },
];
