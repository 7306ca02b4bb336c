import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { classColour } from '../class-colours.ts';
import { formatCount } from '../format.ts';
import { ALL_CLASSES, type ClassFilter, isShown, NO_CLASSES, onlyClass, withClass } from './class-filter.ts';
import type { ClassCount } from './view.ts';

export interface ClassFilterListProps {
  /** Classes to choose from with their counts under the present thresholds. */
  classes: readonly ClassCount[];
  filter: ClassFilter;
  onFilter: (change: (filter: ClassFilter) => ClassFilter) => void;
}

/** A search is offered from this many classes on. */
const SEARCH_FROM = 8;

interface ClassRowProps extends ClassCount {
  shown: boolean;
  onFilter: ClassFilterListProps['onFilter'];
}

const ClassRow = memo(function ClassRow({ name, count, shown, onFilter }: ClassRowProps) {
  return (
    <li className="class-row" data-none={count === 0 || undefined}>
      <label>
        <input
          type="checkbox"
          checked={shown}
          aria-label={`${name}, ${count}`}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            onFilter((filter) => withClass(filter, name, checked));
          }}
        />
        <span className="swatch" style={{ background: classColour(name) }} />
        <span className="class-name">{name}</span>
      </label>
      <button
        type="button"
        className="class-only"
        aria-label={`Only ${name}`}
        onClick={() => onFilter(() => onlyClass(name))}
      >
        only this
      </button>
      <span className="class-count" aria-hidden>
        {formatCount(count)}
      </span>
    </li>
  );
});

/** Which classes are shown, with how many detections each has. */
export function ClassFilterList({ classes, filter, onFilter }: ClassFilterListProps) {
  const [search, setSearch] = useState('');
  const words = search.trim().toLowerCase();
  // What is filtered by stays in the list, also on an image that has none of it.
  const absent = [...filter.names].filter((name) => !classes.some((each) => each.name === name));
  const rows = [...classes, ...absent.map((name) => ({ name, count: 0 }))].filter(({ name }) =>
    name.toLowerCase().includes(words),
  );
  return (
    <section className="class-filter" aria-label="Classes">
      <div className="class-filter-head">
        <h2>Classes</h2>
        {(classes.length >= SEARCH_FROM || search !== '') && (
          <TextInput
            className="class-search"
            aria-label="Search classes"
            placeholder="Search"
            leftSection={<IconSearch size={13} aria-hidden />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onFilter(() => ALL_CLASSES)}>
          All
        </Button>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onFilter(() => NO_CLASSES)}>
          None
        </Button>
      </div>
      {rows.length === 0 ? (
        <p className="quiet">
          {words === '' ? 'The model found nothing in this image.' : 'No class has these letters.'}
        </p>
      ) : (
        <ul className="class-rows">
          {rows.map(({ name, count }) => (
            <ClassRow key={name} name={name} count={count} shown={isShown(filter, name)} onFilter={onFilter} />
          ))}
        </ul>
      )}
    </section>
  );
}
