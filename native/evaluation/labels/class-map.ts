import { VigilError } from '../../contract/errors.ts';
import type { LabelReport } from '../../contract/http/evaluations.ts';
import { quoted } from './problems.ts';

/** Finds classes of labels among those of a model, and counts the objects of those it has not. */
export class ClassMap {
  readonly matchedBy: LabelReport['matched_by'];
  readonly #classes: readonly string[];
  readonly #names: ReadonlyMap<number, string> | null;
  readonly #byName = new Map<string, number>();
  readonly #unknown = new Map<string, number>();

  /**
   * @param classes the model's, by id
   * @param names of the labels' classes by their ids; null where they have none, and then an id is the model's
   */
  constructor(classes: readonly string[], names: ReadonlyMap<number, string> | null) {
    this.#classes = classes;
    // A model that does not know the names of its classes can only be met by ids.
    this.#names = classes.every(isPlaceholder) ? null : names;
    this.matchedBy = this.#names === null ? 'ids' : 'names';
    for (const [id, name] of classes.entries()) {
      if (!this.#byName.has(fold(name))) this.#byName.set(fold(name), id);
    }
  }

  /** The model's id of a class of the labels; null, and the object is counted as unknown, where the model has no such. */
  find(labelId: number): number | null {
    const found = this.#names === null ? labelId : this.#byName.get(fold(this.#names.get(labelId) ?? ''));
    if (found !== undefined && found < this.#classes.length) return found;
    const name = this.#names?.get(labelId) ?? `class ${labelId}`;
    this.#unknown.set(name, (this.#unknown.get(name) ?? 0) + 1);
    return null;
  }

  /** Those with the most objects first. */
  unknown(): LabelReport['unknown_classes'] {
    const counted = [...this.#unknown].map(([class_name, objects]) => ({ class_name, objects }));
    return counted.sort((a, b) => b.objects - a.objects || a.class_name.localeCompare(b.class_name));
  }

  /** To be thrown where the labels have objects and the model knows the class of none. */
  noneKnown(): VigilError {
    const list = (names: readonly string[]) =>
      names.slice(0, 5).map(quoted).join(', ') + (names.length > 5 ? ` and ${names.length - 5} more` : '');
    const labelled = this.unknown().map(({ class_name }) => class_name);
    return new VigilError(
      'invalid_parameter',
      `The model has none of the classes of the labels (${list(labelled)}); its own are ${list(this.#classes)}. ` +
        'Choose labels for this model, or state the names of its classes in a sidecar file.',
    );
  }
}

/** What a model file that names no classes is given in their place. */
const isPlaceholder = (name: string) => /^class_\d+$/.test(name);

/** `Traffic_light` and `traffic light` are one class. */
function fold(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
}
