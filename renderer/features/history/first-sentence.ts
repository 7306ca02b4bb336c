import { formatCount, formatExact, plural } from '../../components/format.ts';
import { fieldsInUse, type TimeFilter, type ViewFilter } from './history-filter.ts';
import type { MatchCount } from './match-count.ts';

/** "in the last 15 days": from a moment until now, in one unit. */
export function spanSince(iso: string, now: number): string {
  const minutes = Math.max(1, Math.ceil((now - Date.parse(iso)) / 60_000));
  const [count, unit] =
    minutes < 90
      ? [minutes, 'minute']
      : minutes < 48 * 60
        ? [Math.ceil(minutes / 60), 'hour']
        : [Math.ceil(minutes / 1_440), 'day'];
  return count === 1 ? `in the last ${unit}` : `in the last ${formatCount(count)} ${unit}s`;
}

/** "in the last hour", "from 3 Mar 2026, 12:00:00 on"; empty for all times. */
export function describeTime(time: TimeFilter): string {
  switch (time.kind) {
    case 'all':
      return '';
    case 'last':
      return time.preset.sentence;
    case 'between': {
      const { from, to } = time;
      if (from === null) return to === null ? '' : `until ${formatExact(to)}`;
      return to === null ? `from ${formatExact(from)} on` : `from ${formatExact(from)} to ${formatExact(to)}`;
    }
  }
}

interface Situation {
  filter: ViewFilter;
  match: MatchCount;
  /** Of the whole history; null where it is empty or not known. */
  oldest: string | null;
  /** null: all that match. */
  selected: number | null;
  now: number;
}

/** The page's question, what is kept of which time, answered in a sentence. */
export function firstSentence({ filter, match, oldest, selected, now }: Situation): string {
  const fields = fieldsInUse(filter);
  const timeOnly = fields.every((field) => field === 'last' || field === 'from' || field === 'to');
  const time = describeTime(filter.time);
  let sentence: string;
  if (match.count === 0 && match.exact) {
    sentence = fields.length === 0 ? 'No results yet' : `No result matches${time === '' ? '' : ` ${time}`}`;
  } else {
    const some = `${match.exact ? '' : 'More than '}${plural(match.count, 'result')}`;
    const matching = timeOnly ? some : `${some} ${match.count === 1 ? 'matches' : 'match'}`;
    const when = time !== '' ? time : fields.length === 0 && oldest !== null ? spanSince(oldest, now) : '';
    sentence = when === '' ? matching : `${matching} ${when}`;
  }
  if (selected === null) return `${sentence}, all selected`;
  return selected === 0 ? sentence : `${sentence}, ${formatCount(selected)} selected`;
}
