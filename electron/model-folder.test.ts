import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { getConfig } from 'app-builder-lib/out/util/config/config.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { modelFolder } from './model-folder.ts';

const root = join(import.meta.dirname, '..');

describe('the models that come with Vigil', () => {
  it('are found from the build of a checkout', () => {
    const folder = modelFolder(false, '/electron/resources', join(root, 'dist/electron'));
    expect(existsSync(join(folder, 'catalogue.json'))).toBe(true);
  });

  it('are packaged where they are looked for: as files beside the archive', async () => {
    expect(modelFolder(true, '/opt/vigil/resources', '/opt/vigil/resources/app.asar/dist/electron')).toBe(
      join('/opt/vigil/resources', 'models'),
    );
    const Resources = z.object({ extraResources: z.array(z.object({ from: z.string(), to: z.string() })) });
    const { extraResources } = Resources.parse(await getConfig(root, 'electron-builder.yml', null));
    expect(extraResources).toContainEqual({ from: 'models', to: 'models' });
  });
});
