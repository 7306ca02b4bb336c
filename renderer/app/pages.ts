import {
  type Icon,
  IconBox,
  IconBuildingFactory2,
  IconHistory,
  IconLayoutDashboard,
  IconPhotoScan,
  IconSettings,
} from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

export interface Page {
  path: string;
  label: string;
  icon: Icon;
  /** Pressed after `g`. */
  key: string;
  /** What one does here, for the command palette. */
  purpose: string;
  component: LazyExoticComponent<ComponentType>;
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
    purpose: 'Whether all is well, the latest results, the demo line',
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
    path: '/models',
    label: 'Models',
    icon: IconBox,
    key: 'm',
    purpose: 'Load a model, see what it is and where it runs',
    component: lazy(async () => ({ default: (await import('../features/models/ModelsPage.tsx')).ModelsPage })),
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
