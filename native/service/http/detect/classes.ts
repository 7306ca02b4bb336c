import { VigilError } from '../../../contract/errors.ts';

const SHOWN = 12;

/**
 * Class ids for a list of names and ids, comma separated, names in any case; null, for all, where no list is given. A
 * model may name a class like a number: names go first. Throws `invalid_parameter` that names the unknown and some known.
 */
export function resolveClasses(list: string | undefined, known: readonly string[]): ReadonlySet<number> | null {
  if (list === undefined) return null;
  const words = list
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  if (words.length === 0) {
    throw new VigilError('invalid_parameter', `classes: it is empty; leave it out for all. ${describeKnown(known)}`);
  }
  const ids = new Set<number>();
  for (const word of words) {
    const found = known.flatMap((name, id) => (name.toLowerCase() === word.toLowerCase() ? [id] : []));
    if (found.length === 0 && /^\d{1,5}$/.test(word) && Number(word) < known.length) found.push(Number(word));
    if (found.length === 0) {
      const quoted = JSON.stringify(word.slice(0, 100));
      throw new VigilError('invalid_parameter', `classes: the model knows no ${quoted}. ${describeKnown(known)}`);
    }
    for (const id of found) ids.add(id);
  }
  return ids;
}

function describeKnown(known: readonly string[]): string {
  const more = known.length > SHOWN ? ` and ${known.length - SHOWN} more, see /v1/models` : '';
  return `It knows ${known.slice(0, SHOWN).join(', ')}${more}; or ids 0 to ${known.length - 1}.`;
}
