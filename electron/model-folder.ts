import { join } from 'node:path';

/**
 * Where the models lie that come with Vigil: in a package beside its archive (`extraResources` in electron-builder.yml), in
 * a checkout at its root. `entries` is the folder of the compiled entry points, `dist/electron`.
 */
export function modelFolder(isPackaged: boolean, resourcesPath: string, entries: string): string {
  return isPackaged ? join(resourcesPath, 'models') : join(entries, '../../models');
}
