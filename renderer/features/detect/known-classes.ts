/** As many as fit into a line or two. */
const MOST = 8;

/** The classes of a model as part of a sentence: all of a few, of many the first and how many more. */
export function knownClasses(classes: readonly string[]): string {
  if (classes.length > MOST) return `${classes.slice(0, MOST - 1).join(', ')} and ${classes.length - MOST + 1} more`;
  return classes.length < 2 ? classes.join() : `${classes.slice(0, -1).join(', ')} and ${classes.at(-1)}`;
}
