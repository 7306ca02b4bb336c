import type { ReferenceSource, ResetReferenceBody } from '../../../native/contract/http/drift.ts';
import { formatCount } from '../../components/format.ts';

/** The ways to a new reference that the dialog offers: all there are. */
export type ResetMode = NonNullable<ResetReferenceBody['mode']>;

/** What the dialog's fields say; a field that its mode has no use for is left as it was. */
export interface ResetChoice {
  mode: ResetMode;
  size: number;
  from: string | null;
  to: string | null;
  path: string;
}

/** A reference of fewer cannot be taken. */
export const FEWEST_SAMPLES = 50;

/** The newest kept results of the model in use, as far as they were asked for. */
export interface RecentSpan {
  count: number;
  from: string;
  to: string;
}

const clock = (locale?: string) =>
  new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dated = (locale?: string) =>
  new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });

/** "14:02 to 14:31", with the days where they are not one day, today. */
export function spanWords(from: string, to: string, now: Date, locale?: string): string {
  const [start, end] = [new Date(from), new Date(to)];
  const isToday = [start, end].every((moment) => moment.toDateString() === now.toDateString());
  const format = isToday ? clock(locale) : dated(locale);
  return `${format.format(start)} to ${format.format(end)}`;
}

/** What a reset will do, exactly, before it is done. */
export function resetWords(
  choice: ResetChoice,
  recent: RecentSpan | null,
  currentTarget: number,
  now: Date,
  locale?: string,
): string {
  const size = formatCount(choice.size);
  const after = `The current window then fills anew with ${formatCount(currentTarget)} images.`;
  switch (choice.mode) {
    case 'recent': {
      const span = recent?.count === choice.size ? `, ${spanWords(recent.from, recent.to, now, locale)},` : '';
      return `The last ${size} images${span} become the baseline. ${after}`;
    }
    case 'next':
      return `The next ${size} images become the baseline; until they have come nothing is compared. ${after}`;
    case 'range':
      if (choice.from === null || choice.to === null)
        return `Images of a time become the baseline: at most ${size}, the newest of it, and at least ${FEWEST_SAMPLES}.`;
      return `Images of ${spanWords(choice.from, choice.to, now, locale)} become the baseline: at most ${size}, the newest of them. ${after}`;
    case 'folder':
      return `The model looks at the images of this folder, at most ${size} evenly spread over it by name; what it finds becomes the baseline, and none of them is kept in history. ${after}`;
    case 'table':
      return `The last ${size} rows of this table become the baseline. Columns are taken by the names of features, as brightness or confidence; a feature without a column is not compared. ${after}`;
  }
}

/** Why a reset cannot be asked for yet; null where it can. */
export function resetProblem(choice: ResetChoice, recent: RecentSpan | null): string | null {
  if (!Number.isInteger(choice.size) || choice.size < FEWEST_SAMPLES || choice.size > 20_000)
    return `A reference has ${FEWEST_SAMPLES} to 20,000 images.`;
  if (choice.mode === 'recent' && recent !== null && recent.count < Math.min(choice.size, MOST_LISTED))
    return `History holds ${formatCount(recent.count)} images of this model; ${formatCount(choice.size)} are needed. Take fewer, or the next ones.`;
  if (choice.mode === 'folder' || choice.mode === 'table') return pathProblem(choice.path.trim(), choice.mode);
  if (choice.mode !== 'range') return null;
  if (choice.from === null || choice.to === null) return 'Both times are needed.';
  return choice.from > choice.to ? 'The beginning is after the end.' : null;
}

/** The path is on the machine of the console, which may be another than that of the page, of whatever system. */
function pathProblem(path: string, mode: 'folder' | 'table'): string | null {
  if (path === '') return `The path of the ${mode} is needed, as the machine of the console has it.`;
  return /^(\/|\\\\|[a-z]:[\\/])/i.test(path) ? null : 'Give the whole path, from the root or the drive on.';
}

/** History lists at most this many at once, so of larger references the beginning is not known beforehand. */
export const MOST_LISTED = 500;

export function resetBody({ mode, size, from, to, path }: ResetChoice): ResetReferenceBody {
  if (mode === 'folder' || mode === 'table') return { mode, size, path: path.trim() };
  return mode === 'range' && from !== null && to !== null ? { mode, size, from, to } : { mode, size };
}

const SOURCES: Readonly<Record<ReferenceSource, string>> = {
  first: 'the first images',
  recent: 'recent images, by a reset',
  range: 'images of a chosen time',
  next: 'the images after a reset',
  folder: 'images of a folder',
  table: 'a table',
};

export const sourceWords = (source: ReferenceSource): string => SOURCES[source];
