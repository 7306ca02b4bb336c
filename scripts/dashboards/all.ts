import { AI_MODELS } from './ai-models.ts';
import { API_PERFORMANCE } from './api-performance.ts';
import { ML_METRICS } from './ml-metrics.ts';
import type { Dashboard } from './panels.ts';
import { SYSTEM_METRICS } from './system-metrics.ts';
import { YOLO_MONITORING } from './yolo-monitoring.ts';

export const DASHBOARDS: readonly Dashboard[] = [
  YOLO_MONITORING,
  ML_METRICS,
  API_PERFORMANCE,
  SYSTEM_METRICS,
  AI_MODELS,
];
