import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useDeferredValue, useState } from 'react';
import type { ModelCard } from '../../../native/contract/model.ts';
import { formatCount, plural } from '../../components/format.ts';
import { CopyText } from './CopyText.tsx';
import { SOURCE_WORDS } from './provider-name.ts';

/** More than anybody reads; the search finds the rest. */
const MOST_SHOWN = 300;
/** Fewer are seen at a glance. */
const SEARCH_FROM = 12;

/** The class names in the order of their ids, to search and to copy. */
export function ClassList({ card, action }: { card: ModelCard; action?: ReactNode }) {
  const [search, setSearch] = useState('');
  const wanted = useDeferredValue(search.trim().toLowerCase());
  const found = card.classes
    .map((name, id) => ({ name, id }))
    .filter(({ name, id }) => name.toLowerCase().includes(wanted) || String(id) === wanted);
  return (
    <section className="class-list" aria-label={`Classes of ${card.name}`}>
      <header>
        <h3>{plural(card.classes.length, 'class', 'classes')}</h3>
        <span className="quiet">{SOURCE_WORDS[card.classes_source]}</span>
        <CopyText text={card.classes.join('\n')} label="Copy the names, one a line" />
        {action}
        {card.classes.length >= SEARCH_FROM && (
          <TextInput
            aria-label="Search the classes"
            placeholder="Search"
            leftSection={<IconSearch size={14} aria-hidden />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
      </header>
      {found.length === 0 ? (
        <p className="quiet">No class has “{search.trim()}” in its name.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do
        <ol tabIndex={0} aria-label="Class names">
          {found.slice(0, MOST_SHOWN).map(({ name, id }) => (
            <li key={id} title={name}>
              <span className="quiet">{id}</span> {name}
            </li>
          ))}
        </ol>
      )}
      {found.length > MOST_SHOWN && (
        <p className="quiet">
          The first {MOST_SHOWN} of {formatCount(found.length)}; search for the others.
        </p>
      )}
    </section>
  );
}
