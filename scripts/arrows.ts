/**
 * Which way imports may point. One row a layer: the folder, the layers of ours that it may import, and the packages that
 * are allowed nowhere but there. `check-arrows` fails the build on anything else; the README's drawing shows the same.
 */
export interface Layer {
  /** Folder, relative to the repository root. */
  folder: string;
  mayImport: readonly string[];
}

export const LAYERS: readonly Layer[] = [
  { folder: 'native/contract', mayImport: [] },
  { folder: 'native/priority', mayImport: [] },
  { folder: 'native/boxes', mayImport: ['native/contract'] },
  { folder: 'native/detector', mayImport: ['native/contract', 'native/priority', 'native/boxes'] },
  { folder: 'native/evaluation', mayImport: ['native/contract', 'native/boxes'] },
  { folder: 'native/store', mayImport: ['native/contract'] },
  { folder: 'native/metrics', mayImport: ['native/contract'] },
  { folder: 'native/logging', mayImport: ['native/contract'] },
  { folder: 'native/launcher', mayImport: ['native/contract'] },
  { folder: 'native/downloads', mayImport: ['native/contract'] },
  { folder: 'native/starter', mayImport: [] },
  { folder: 'native/demo', mayImport: ['native/contract', 'native/priority'] },
  { folder: 'native/drift', mayImport: ['native/contract'] },
  { folder: 'native/telemetry', mayImport: ['native/contract'] },
  { folder: 'native/alerts', mayImport: ['native/contract'] },
  {
    folder: 'native/service',
    mayImport: [
      'native/contract',
      'native/priority',
      'native/boxes',
      'native/evaluation',
      'native/store',
      'native/metrics',
      'native/logging',
      'native/demo',
      'native/drift',
      'native/telemetry',
      'native/alerts',
    ],
  },
  {
    folder: 'native/cli',
    mayImport: [
      'native/contract',
      'native/boxes',
      'native/evaluation',
      'native/store',
      'native/logging',
      'native/launcher',
      'native/downloads',
      'native/starter',
      'native/demo',
      'native/drift',
      'native/service',
    ],
  },
  { folder: 'renderer', mayImport: ['native/contract', 'native/boxes'] },
  // Only its service host, which runs in a process of its own, reaches into the service.
  { folder: 'electron', mayImport: ['native/contract', 'native/service', 'native/starter'] },
];

/** Packages that only the named layers may load: heavy native ones, each kept in the process that is made for it. */
export const OWNED_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'onnxruntime-node': ['native/detector'],
  sharp: ['native/detector', 'native/demo'],
  'better-sqlite3': ['native/store'],
  'prom-client': ['native/metrics'],
  pino: ['native/logging'],
  'rotating-file-stream': ['native/logging'],
  fastify: ['native/service'],
  croner: ['native/service'],
  nodemailer: ['native/service'],
  commander: ['native/cli'],
  electron: ['electron'],
  react: ['renderer'],
  '@mantine/core': ['renderer'],
};

/** Folders that exercise everything and may import from any layer. */
export const FREE_FOLDERS: readonly string[] = ['bench', 'scripts', 'e2e', 'native/testing'];
