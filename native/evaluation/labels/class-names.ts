import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { VigilError } from '../../contract/errors.ts';
import { readText } from './files.ts';

/** Of label tools (one name a line) and of YOLO training. */
const FILES = ['classes.txt', 'data.yaml', 'data.yml'];
/** Training sets have `labels/val` below the folder with the description. */
const FOLDERS_UP = 2;
const MAX_BYTES = 1024 * 1024;

const Names = z.union([z.array(z.string()), z.record(z.string().regex(/^\d+$/), z.string())]);

export interface ClassNames {
  file: string;
  names: ReadonlyMap<number, string>;
}

/**
 * The names of the classes of YOLO labels: `classes.txt` or `data.yaml` in their folder or at most two above, the nearest
 * one; null where there is none. Throws `invalid_parameter` for one that cannot be understood.
 */
export async function readClassNames(labelFolder: string): Promise<ClassNames | null> {
  let folder = resolve(labelFolder);
  for (let up = 0; up <= FOLDERS_UP; up++) {
    for (const name of FILES) {
      const file = join(folder, name);
      if (!existsSync(file)) continue;
      const text = await readText(file, MAX_BYTES);
      return { file, names: name === 'classes.txt' ? namesInLines(text) : namesInYaml(text, file) };
    }
    folder = dirname(folder);
  }
  return null;
}

function namesInLines(text: string): Map<number, string> {
  const lines = text.trimEnd().split(/\r?\n/);
  return new Map(lines.map((line, id) => [id, line.trim()]));
}

/** `names: [person, car]`, `names: {0: person}` and the same over several lines. */
function namesInYaml(text: string, file: string): Map<number, string> {
  const names = Names.safeParse(namesOf(text, file));
  if (!names.success) {
    throw new VigilError(
      'invalid_parameter',
      `${file}: "names" is no list of class names, nor a mapping from ids to them.`,
    );
  }
  return new Map(Object.entries(names.data).map(([id, name]) => [Number(id), name]));
}

function namesOf(text: string, file: string): unknown {
  try {
    // Names like `no` or `1` are names, so nothing but text is made of scalars.
    return z.object({ names: z.unknown() }).safeParse(parse(text, { schema: 'failsafe' })).data?.names;
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line;
    const place = line === undefined ? file : `${file}, line ${line}`;
    throw new VigilError('invalid_parameter', `${place}: this is no YAML.`, { cause: error });
  }
}
