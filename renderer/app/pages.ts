import {
  type Icon,
  IconActivityHeartbeat,
  IconBell,
  IconBellRinging,
  IconBox,
  IconBuildingFactory2,
  IconChecklist,
  IconHistory,
  IconLayoutDashboard,
  IconPhotoScan,
  IconSettings,
  IconWaveSine,
} from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { AlertBadge } from './AlertBadge.tsx';
import { DriftBadge } from './DriftBadge.tsx';

export interface Page {
  path: string;
  label: string;
  icon: Icon;
  /** Pressed after `g`; a page without one is reached from another and from the palette. */
  key?: string;
  /** What one does here, for the command palette. */
  purpose: string;
  component: LazyExoticComponent<ComponentType>;
  /** What its link in the rail says beside the name; nothing where all is well. */
  badge?: ComponentType;
  /** Below the gap at the end of the rail. */
  last?: boolean;
  /** Reached from the page at this path and shown as a part of it: it has no place of its own in the rail. */
  partOf?: string;
}

/** Every page of the console: navigation, routes, shortcuts and the palette are made from this table. */
export const PAGES: readonly Page[] = [
  {
    path: '/',
    label: 'Overview',
    icon: IconLayoutDashboard,
    key: 'o',
    purpose: 'Whether all is well, charts of the figures, the latest results, the demo line',
    component: lazy(async () => ({ default: (await import('../features/overview/OverviewPage.tsx')).OverviewPage })),
  },
  {
    path: '/demo',
    label: 'Demo line',
    icon: IconBuildingFactory2,
    key: 'l',
    purpose: 'Scenarios and conditions of the drawn conveyor belt',
    component: lazy(async () => ({ default: (await import('../features/demo/DemoPage.tsx')).DemoPage })),
    partOf: '/',
  },
  {
    path: '/detect',
    label: 'Detect',
    icon: IconPhotoScan,
    key: 'd',
    purpose: 'Drop images and look at their detections',
    component: lazy(async () => ({ default: (await import('../features/detect/DetectPage.tsx')).DetectPage })),
  },
  {
    path: '/history',
    label: 'History',
    icon: IconHistory,
    key: 'h',
    purpose: 'Find, compare, export and delete results',
    component: lazy(async () => ({ default: (await import('../features/history/HistoryPage.tsx')).HistoryPage })),
  },
  {
    path: '/drift',
    label: 'Drift',
    icon: IconWaveSine,
    key: 'r',
    purpose: 'Whether the images still look like the reference',
    component: lazy(async () => ({ default: (await import('../features/drift/DriftPage.tsx')).DriftPage })),
    badge: DriftBadge,
  },
  {
    path: '/alerts',
    label: 'Alerts',
    icon: IconBell,
    key: 'a',
    purpose: 'What is wrong and was; acknowledge, silence, set the rules',
    component: lazy(async () => ({ default: (await import('../features/alerts/AlertsPage.tsx')).AlertsPage })),
    badge: AlertBadge,
  },
  {
    path: '/alerts/channels',
    label: 'Channels',
    icon: IconBellRinging,
    purpose: 'Who is told of alerts: Slack, e-mail, PagerDuty, webhook, Alertmanager, this desktop',
    component: lazy(async () => ({ default: (await import('../features/alerts/AlertsPage.tsx')).AlertsPage })),
    partOf: '/alerts',
  },
  {
    path: '/models',
    label: 'Models',
    icon: IconBox,
    key: 'm',
    purpose: 'Load a model, see what it is and where it runs',
    component: lazy(async () => ({ default: (await import('../features/models/ModelsPage.tsx')).ModelsPage })),
  },
  {
    path: '/models/evaluations',
    label: 'Evaluations',
    icon: IconChecklist,
    purpose: 'Measure the model on labelled images: mAP, curves, confusion matrix',
    component: lazy(async () => ({
      default: (await import('../features/evaluation/EvaluationsPage.tsx')).EvaluationsPage,
    })),
    partOf: '/models',
  },
  {
    path: '/system',
    label: 'System',
    icon: IconActivityHeartbeat,
    key: 'y',
    purpose: 'GPUs, host, processes and how the API is used',
    component: lazy(async () => ({ default: (await import('../features/system/SystemPage.tsx')).SystemPage })),
  },
  {
    path: '/settings',
    label: 'Settings',
    icon: IconSettings,
    key: 's',
    purpose: 'Port, data folder, retention, providers, thresholds, theme',
    component: lazy(async () => ({ default: (await import('../features/settings/SettingsPage.tsx')).SettingsPage })),
    last: true,
  },
];

/** Those that a location may lie under, the most exact first: `/models/evaluations` before `/models`. */
export const PAGES_BY_PATH: readonly Page[] = [...PAGES].sort((a, b) => b.path.length - a.path.length);

const isUnder = (location: string, path: string) =>
  location === path || (path !== '/' && location.startsWith(`${path}/`));

/** The page of the rail that a location belongs to: its own, or the one that its page is a part of. */
export function railPathOf(location: string): string | null {
  const page = PAGES_BY_PATH.find(({ path }) => isUnder(location, path));
  return page?.partOf ?? page?.path ?? null;
}
