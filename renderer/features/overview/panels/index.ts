import { AlertsPanel } from './AlertsPanel.tsx';
import { ClassesPanel } from './ClassesPanel.tsx';
import {
  BrightnessPanel,
  DriftedFeaturesPanel,
  EmbeddingPanel,
  FeatureDriftPanel,
  LatencyPanel,
  MemoryPanel,
  RatePanel,
} from './charts.tsx';
import { DemoPanel } from './DemoPanel.tsx';
import { DriftSharePanel } from './DriftSharePanel.tsx';
import { DriftStatPanel } from './DriftStatPanel.tsx';
import { LatestPanel } from './LatestPanel.tsx';
import type { OverviewPanel } from './types.ts';

/**
 * What the overview shows once there are results, in reading order; each row of the grid has twelve columns. A new panel is
 * a file beside this one and a line here; `PanelFrame` gives it the look of the others.
 */
export const PANELS: readonly OverviewPanel[] = [
  { id: 'drift', columns: 3, narrow: 6, component: DriftStatPanel },
  { id: 'drift-share', columns: 3, narrow: 6, component: DriftSharePanel },
  { id: 'drifted-features', columns: 3, narrow: 6, component: DriftedFeaturesPanel },
  { id: 'rate', columns: 3, narrow: 6, component: RatePanel },
  { id: 'feature-drift', columns: 12, component: FeatureDriftPanel },
  { id: 'latency', columns: 6, component: LatencyPanel },
  { id: 'brightness', columns: 6, component: BrightnessPanel },
  { id: 'embedding', columns: 6, component: EmbeddingPanel },
  { id: 'memory', columns: 6, component: MemoryPanel },
  { id: 'alerts', columns: 12, component: AlertsPanel },
  { id: 'latest', columns: 12, component: LatestPanel },
  { id: 'demo', columns: 8, component: DemoPanel },
  { id: 'classes', columns: 4, component: ClassesPanel },
];
