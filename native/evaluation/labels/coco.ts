import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { VigilError } from '../../contract/errors.ts';
import { readText } from './files.ts';
import { LabelProblems } from './problems.ts';

/** Annotations checked between two turns of the event loop. */
const AT_ONCE = 2_000;

const Id = z.union([z.int(), z.string().min(1)]);
const Image = z.object({
  id: Id,
  file_name: z.string().min(1),
  width: z.number().positive().nullish(),
  height: z.number().positive().nullish(),
});
const Category = z.object({ id: z.int(), name: z.string().min(1) });
const Annotation = z.object({
  image_id: Id,
  category_id: z.int(),
  bbox: z.tuple([z.number(), z.number(), z.number().min(0), z.number().min(0)], {
    error: 'is not [x, y, width, height] in pixels',
  }),
  iscrowd: z.union([z.literal(0), z.literal(1), z.boolean()]).nullish(),
});

const File = z.object({
  images: z.array(z.unknown()),
  categories: z.array(z.unknown()),
  annotations: z.array(z.unknown()),
});

export type CocoImage = z.infer<typeof Image>;
export type CocoAnnotation = z.infer<typeof Annotation>;

/** Annotations by the image they are on. Boxes are `[x, y, width, height]` in pixels, origin top left. */
export interface CocoLabels {
  images: { image: CocoImage; annotations: CocoAnnotation[] }[];
  categories: ReadonlyMap<number, string>;
}

/**
 * COCO's object detection format (https://cocodataset.org/#format-data): what of it an evaluation needs. Throws
 * `invalid_parameter`, for bad entries with a list of the first.
 */
export async function readCoco(file: string, maxBytes: number): Promise<CocoLabels> {
  const text = await readText(file, maxBytes);
  const content = File.safeParse(parseJson(text, file));
  if (!content.success) {
    throw new VigilError(
      'invalid_parameter',
      `${file} is no COCO annotation file: it needs the lists images, annotations and categories.`,
    );
  }
  const problems = new LabelProblems();
  const checked = <Entry>(schema: z.ZodType<Entry>, list: 'images' | 'annotations' | 'categories', at: number) => {
    const entry = schema.safeParse(content.data[list][at]);
    if (entry.success) return entry.data;
    const [issue] = entry.error.issues;
    const field = issue?.path[0] === undefined ? '' : `.${String(issue.path[0])}`;
    problems.add(`${file}, ${list}[${at}]${field}: ${issue?.message ?? 'unusable'}`);
    return null;
  };

  const categories = new Map<number, string>();
  for (const at of content.data.categories.keys()) {
    const category = checked(Category, 'categories', at);
    if (category !== null) categories.set(category.id, category.name);
  }
  const byImage = new Map<CocoImage['id'], CocoLabels['images'][number]>();
  for (const at of content.data.images.keys()) {
    const image = checked(Image, 'images', at);
    if (image === null) continue;
    if (byImage.has(image.id)) problems.add(`${file}, images[${at}].id: ${JSON.stringify(image.id)} is there twice`);
    byImage.set(image.id, { image, annotations: [] });
  }
  for (const at of content.data.annotations.keys()) {
    if (at % AT_ONCE === AT_ONCE - 1) await nextTurn();
    const annotation = checked(Annotation, 'annotations', at);
    if (annotation === null) continue;
    const { image_id, category_id } = annotation;
    if (!categories.has(category_id)) {
      problems.add(`${file}, annotations[${at}].category_id: there is no category ${category_id}`);
    }
    const on = byImage.get(image_id);
    if (on === undefined)
      problems.add(`${file}, annotations[${at}].image_id: there is no image ${JSON.stringify(image_id)}`);
    else on.annotations.push(annotation);
  }
  problems.throwIfAny();
  return { images: [...byImage.values()], categories };
}

/** The engine's message names the place: by line and column, or by the text around it. */
function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new VigilError('invalid_parameter', `${file}: ${(error as Error).message}.`, { cause: error });
  }
}
