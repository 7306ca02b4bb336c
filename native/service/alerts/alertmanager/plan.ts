import { isDeepStrictEqual } from 'node:util';
import type { NewSilence, SilenceChanges, SilenceRow } from '../../../store/alert-types.ts';
import type { SilenceThereBody, TheirSilence } from './client.ts';
import { areSame, toLabelMatchers } from './matchers.ts';

/** As long as the contract takes. */
const LONGEST_COMMENT = 2_000;
const LONGEST_AUTHOR = 200;
const NO_COMMENT = 'Silenced in Vigil';
const NO_AUTHOR = 'Vigil';

/** One thing to do so that both have the same silences. */
export type Step =
  | { do: 'add'; silence: NewSilence }
  | { do: 'change'; id: number; changes: SilenceChanges }
  /** `replaced` is the id there of what it takes the place of. */
  | { do: 'create'; id: number; replaced: string | null }
  | { do: 'expire'; there: string };

export interface Scene {
  /** Address of the Alertmanager. */
  api: string;
  /** What our alerts have as their `instance`. */
  machine: string;
  /** Milliseconds since 1970. */
  now: number;
  /** Whether a silence there is of alerts of ours. */
  concerns: (silence: TheirSilence) => boolean;
}

/** How a silence of ours stands there; null for one that is of no alert that there could be. */
export function bodyOf(row: SilenceRow, machine: string): SilenceThereBody | null {
  const matchers = row.source === 'vigil' ? toLabelMatchers(row.matchers, machine) : row.matchers;
  if (matchers === null) return null;
  const [comment, createdBy] = [row.comment === '' ? NO_COMMENT : row.comment, row.author ?? NO_AUTHOR];
  return { matchers, comment, createdBy, startsAt: row.starts_at, endsAt: row.ends_at };
}

/** Whether an end that came here before its time is still to be told there. */
export function isEndUntold({ ends_at, there }: SilenceRow, now: number): boolean {
  return ends_at <= now && there !== null && there.ends_at !== null && ends_at < there.ends_at && there.ends_at > now;
}

/**
 * What is to be done where silences here and there differ. What was changed last cannot be told from the times of two clocks,
 * so it is told from what we knew: an end here that is earlier than the one known there was made here, all else there.
 *
 * An Alertmanager keeps what is over for days, so one that lacks a silence has forgotten it and is given it again. What it
 * has that is the very same as one of ours, which happens where its answer was lost, is taken for that one.
 */
export function plan(rows: readonly SilenceRow[], theirs: readonly TheirSilence[], scene: Scene): Step[] {
  const known = new Map(theirs.map((silence) => [silence.id, silence]));
  const linked = new Set(rows.flatMap(({ there }) => (there === null ? [] : [there.id])));
  const strange = theirs.filter(({ id, status }) => status.state === 'active' && !linked.has(id));
  const steps: Step[] = [];
  for (const row of rows) {
    const found = row.there === null ? undefined : known.get(row.there.id);
    if (found !== undefined) steps.push(...compare(row, found, scene));
    else if (row.ends_at > scene.now) steps.push(...introduce(row, strange, scene));
  }
  for (const silence of strange) {
    if (!scene.concerns(silence)) continue;
    const { matchers, startsAt: starts_at, endsAt: ends_at } = silence;
    const facts = { ...wordsOf(silence), starts_at, ends_at, there: thereOf(silence, scene) };
    steps.push({ do: 'add', silence: { source: 'alertmanager', matchers, ...facts } });
  }
  return steps;
}

/** One in force here that the Alertmanager does not have. Takes its like out of `strange`. */
function introduce(row: SilenceRow, strange: TheirSilence[], scene: Scene): Step[] {
  if (row.source === 'alertmanager' && row.there?.api !== scene.api) {
    // Made in another Alertmanager: this one's people never asked for it.
    return [{ do: 'change', id: row.id, changes: { ends_at: scene.now } }];
  }
  const body = bodyOf(row, scene.machine);
  if (body === null) return [];
  const at = strange.findIndex((silence) => isTwin(silence, body));
  const [twin] = at < 0 ? [] : strange.splice(at, 1);
  if (twin === undefined) return [{ do: 'create', id: row.id, replaced: null }];
  return [{ do: 'change', id: row.id, changes: { there: thereOf(twin, scene) } }];
}

function isTwin({ matchers, comment, createdBy, endsAt }: TheirSilence, body: SilenceThereBody): boolean {
  const { comment: ours, createdBy: author } = body;
  return endsAt === body.endsAt && comment === ours && createdBy === author && areSame(matchers, body.matchers);
}

/** One that both have. */
function compare(row: SilenceRow, found: TheirSilence, scene: Scene): Step[] {
  const { id, there } = row;
  const { now, machine } = scene;
  // Nothing that is over there comes back, whatever a member of its cluster says that has not heard of it.
  if (there === null || there.ends_at === null) return [];
  const isHere = row.ends_at > now;
  if (found.status.state === 'expired') {
    const over = { ...thereOf(found, scene), ends_at: null };
    return [{ do: 'change', id, changes: { there: over, ...(isHere && { ends_at: now }) } }];
  }
  if (isEndUntold(row, now)) return [{ do: 'expire', there: found.id }];
  const body = bodyOf(row, machine);
  if (isHere && row.source === 'vigil' && body !== null && !areSame(found.matchers, body.matchers)) {
    // The name of the machine has changed: matchers that were edited there have another id.
    return [{ do: 'create', id, replaced: found.id }];
  }
  const words = { comment: row.comment, author: row.author };
  const isReworded = body !== null && (found.comment !== body.comment || found.createdBy !== body.createdBy);
  const after = { ...(isReworded ? wordsOf(found) : words), ends_at: found.endsAt, there: thereOf(found, scene) };
  const before = { ...words, ends_at: row.ends_at, there };
  return isDeepStrictEqual(after, before) ? [] : [{ do: 'change', id, changes: after }];
}

const thereOf = ({ id, endsAt }: TheirSilence, { api }: Scene) => ({ api, id, ends_at: endsAt });

const wordsOf = ({ comment, createdBy }: TheirSilence) => ({
  comment: comment.slice(0, LONGEST_COMMENT),
  author: createdBy === '' ? null : createdBy.slice(0, LONGEST_AUTHOR),
});
