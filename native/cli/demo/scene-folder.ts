import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PARTS, SceneKnobs } from '../../contract/demo.ts';
import { VigilError } from '../../contract/errors.ts';

/** What a folder of scenes says of itself; it is also how this command knows a folder as its own. */
export const SceneRecord = z.strictObject({
  made_by: z.literal('vigil demo scenes'),
  seed: z.int(),
  count: z.int(),
  knobs: SceneKnobs,
});
export type SceneRecord = z.infer<typeof SceneRecord>;

const RECORD = 'scenes.json';
const FOLDERS = { images: '.jpg', labels: '.txt' } as const;

/** The name of a scene's files, which is its seed. */
export const nameOfScene = (seed: number) => String(seed).padStart(7, '0');

/**
 * Makes the folder ready for scenes: images/, labels/, classes.txt, data.yaml and a record of what is asked for. A folder
 * with anything in it is refused; with `force` one of this command's own is emptied of its scenes and used again. What
 * others have put anywhere is never touched. Throws `invalid_parameter`, or `storage_failed` where writing fails.
 */
export async function prepareSceneFolder(folder: string, record: SceneRecord, force: boolean): Promise<void> {
  const names = await namesIn(folder);
  if (names.length > 0) {
    const isOwn = names.includes(RECORD) && (await isSceneFolder(folder));
    if (!isOwn) {
      const detail = `${folder} is not empty, and vigil demo scenes did not make it. Choose another folder.`;
      throw new VigilError('invalid_parameter', detail);
    }
    if (!force) {
      const detail = `${folder} holds the scenes of an earlier run. --force replaces them.`;
      throw new VigilError('invalid_parameter', detail);
    }
  }
  await storing(folder, async () => {
    for (const [part, extension] of Object.entries(FOLDERS)) {
      await mkdir(join(folder, part), { recursive: true });
      await removeScenes(join(folder, part), extension);
    }
    await writeFile(join(folder, RECORD), `${JSON.stringify(record, null, 2)}\n`);
    await writeFile(join(folder, 'classes.txt'), `${PARTS.join('\n')}\n`);
    await writeFile(join(folder, 'data.yaml'), dataYaml());
  });
}

export async function writeScene(folder: string, seed: number, jpeg: Uint8Array, label: string): Promise<void> {
  const name = nameOfScene(seed);
  await storing(folder, async () => {
    await writeFile(join(folder, 'labels', `${name}.txt`), label);
    await writeFile(join(folder, 'images', `${name}.jpg`), jpeg);
  });
}

/** Without a `path`, trainers look beside this file. */
function dataYaml(): string {
  const names = PARTS.map((part, id) => `  ${id}: ${part}\n`).join('');
  return `# One set: validate on a folder of other seeds.\ntrain: images\nval: images\nnc: ${PARTS.length}\nnames:\n${names}`;
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    const detail = `${folder} cannot be used as a folder (${(error as Error).message}).`;
    throw new VigilError('invalid_parameter', detail, { cause: error });
  }
}

async function isSceneFolder(folder: string): Promise<boolean> {
  try {
    return SceneRecord.safeParse(JSON.parse(await readFile(join(folder, RECORD), 'utf8'))).success;
  } catch {
    return false;
  }
}

async function removeScenes(folder: string, extension: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (/^\d{7,}$/.test(name.slice(0, -extension.length)) && name.endsWith(extension)) await rm(join(folder, name));
  }
}

async function storing(folder: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const detail = `Writing to ${folder} failed (${(error as Error).message}).`;
    throw new VigilError('storage_failed', detail, { cause: error });
  }
}
