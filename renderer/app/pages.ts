import {
  type Icon,
  IconActivityHeartbeat,
  IconBox,
  IconHistory,
  IconPhotoScan,
  IconSettings,
  IconWaveSine,
} from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { DriftBadge } from './DriftBadge.tsx';

export interface Page {
  path: string;
  label: string;
  icon: Icon;
  /** Pressed after `g`. */
  key: string;
  /** What one does here, for the command palette. */
  purpose: string;
  component: LazyExoticComponent<ComponentType>;
  /** What its link in the rail says beside the name; nothing where all is well. */
  badge?: ComponentType;
  /** Below the gap at the end of the rail. */
  last?: boolean;
}

/** Every page of the console: navigation, routes, shortcuts and the palette are made from this table. */
export const PAGES: readonly Page[] = [
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
    path: '/models',
    label: 'Models',
    icon: IconBox,
    key: 'm',
    purpose: 'Load a model, see what it is and where it runs',
    component: lazy(async () => ({ default: (await import('../features/models/ModelsPage.tsx')).ModelsPage })),
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
