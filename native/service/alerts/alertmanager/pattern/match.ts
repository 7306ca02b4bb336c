import { parsePattern } from './parse.ts';
import { type Assertion, type CharTest, type Node, UnreadablePattern } from './syntax.ts';

type Step =
  | { do: 'char'; test: CharTest; next: number }
  | { do: 'assert'; assertion: Assertion; next: number }
  | { do: 'split'; next: readonly number[] }
  | { do: 'accept' };

/** Repetitions are written out, so that a short pattern can be a large program. */
const MOST_STEPS = 20_000;
const MOST_KEPT = 500;

const kept = new Map<string, readonly Step[]>();

/**
 * Whether a regular expression in Go's syntax matches all of a text, as the matchers of Alertmanager do. Goes through the
 * text once with all possibilities side by side, so that no pattern of somebody else can hold the console up. Throws
 * `UnreadablePattern`.
 */
export function matchesWhole(pattern: string, text: string): boolean {
  const program = programOf(pattern);
  const codePoints = Array.from(text, (char) => char.codePointAt(0) as number);
  let present = reach(program, [program.length - 1], codePoints, 0);
  for (let at = 0; at < codePoints.length && present.size > 0; at++) {
    const next: number[] = [];
    for (const index of present) {
      const step = program[index] as Step;
      if (step.do === 'char' && step.test(codePoints[at] as number)) next.push(step.next);
    }
    present = reach(program, next, codePoints, at + 1);
  }
  return present.has(0);
}

function programOf(pattern: string): readonly Step[] {
  const known = kept.get(pattern);
  if (known !== undefined) return known;
  const program: Step[] = [{ do: 'accept' }];
  // As Alertmanager does it: a quotation that is never closed is none of its patterns.
  const begin = compile(parsePattern(`^(?:${pattern})$`), 0, program);
  program.push({ do: 'split', next: [begin] });
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(pattern, program);
  return program;
}

/** Adds the steps of a node that goes on at `next`, and answers where it begins. */
function compile(node: Node, next: number, program: Step[]): number {
  if (program.length > MOST_STEPS) throw new UnreadablePattern('it is too large');
  const add = (step: Step) => program.push(step) - 1;
  switch (node.kind) {
    case 'empty':
      return next;
    case 'char':
      return add({ do: 'char', test: node.test, next });
    case 'assert':
      return add({ do: 'assert', assertion: node.assertion, next });
    case 'all':
      return node.of.reduceRight((after, part) => compile(part, after, program), next);
    case 'one':
      return add({ do: 'split', next: node.of.map((branch) => compile(branch, next, program)) });
    case 'repeat': {
      let begin = next;
      if (node.max === null) {
        const ways = [next];
        begin = add({ do: 'split', next: ways });
        ways.push(compile(node.of, begin, program));
      } else {
        for (let k = node.min; k < node.max; k++) {
          begin = add({ do: 'split', next: [next, compile(node.of, begin, program)] });
        }
      }
      for (let k = 0; k < node.min; k++) begin = compile(node.of, begin, program);
      return begin;
    }
  }
}

/** Every step that can be come to without another character. */
function reach(program: readonly Step[], from: readonly number[], text: readonly number[], at: number): Set<number> {
  const reached = new Set<number>();
  const open = [...from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (reached.has(index)) continue;
    reached.add(index);
    const step = program[index] as Step;
    if (step.do === 'split') open.push(...step.next);
    else if (step.do === 'assert' && holds(step.assertion, text, at)) open.push(step.next);
  }
  return reached;
}

function holds(assertion: Assertion, text: readonly number[], at: number): boolean {
  switch (assertion) {
    case 'begin':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'line_begin':
      return at === 0 || text[at - 1] === 10;
    case 'line_end':
      return at === text.length || text[at] === 10;
    case 'word_edge':
      return isWord(text[at - 1]) !== isWord(text[at]);
    case 'no_word_edge':
      return isWord(text[at - 1]) === isWord(text[at]);
  }
}

const isWord = (codePoint: number | undefined) =>
  codePoint !== undefined && /^\w$/.test(String.fromCodePoint(codePoint));
