import { VigilError } from '../../contract/errors.ts';

const SHOWN = 10;

/**
 * What is wrong with a set of labels. All of it is looked for before anything is refused, so that a set with many faults
 * takes one attempt to mend and not one for each.
 */
export class LabelProblems {
  readonly #first: string[] = [];
  #count = 0;

  /** @param problem a sentence that names file and place; some readers show all of them on one line */
  readonly add = (problem: string): void => {
    this.#count += 1;
    if (this.#first.length < SHOWN) this.#first.push(problem.endsWith('.') ? problem : `${problem}.`);
  };

  /** Throws `invalid_parameter` with the first problems, one a line. */
  throwIfAny(): void {
    if (this.#count === 0) return;
    const heading =
      this.#count === 1
        ? 'One problem in the labels, so nothing was measured:'
        : `${this.#count} problems in the labels, so nothing was measured:`;
    const more = this.#count > SHOWN ? [`and ${this.#count - SHOWN} more.`] : [];
    throw new VigilError('invalid_parameter', [heading, ...this.#first, ...more].join('\n'));
  }
}

/** A piece of a file for a message: no longer than a glance, without characters that could steer a terminal. */
export function quoted(piece: string): string {
  const text = piece.replace(/\p{Cc}|\p{Cf}/gu, '?');
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}
