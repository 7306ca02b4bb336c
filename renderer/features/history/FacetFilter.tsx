import { Combobox, ScrollArea, useCombobox } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { formatCount } from '../../components/format.ts';
import { ClearButton } from './FilterPill.tsx';

export interface FacetOption {
  value: string;
  label: string;
  /** How many results have it. */
  count: number;
  mark?: ReactNode;
}

interface FacetFilterProps {
  label: string;
  options: readonly FacetOption[];
  value: string | null;
  onChange: (value: string | null) => void;
  /** Said while there is nothing to choose from. */
  empty: string;
}

/** Options shown at once; the search finds the others. */
const MOST_OPTIONS = 200;

/** A filter by one of the values that occur, each with how many results have it, to search through. */
export function FacetFilter({ label, options, value, onChange, empty }: FacetFilterProps) {
  const [search, setSearch] = useState('');
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.focusSearchInput(),
    onDropdownClose: () => {
      combobox.resetSelectedOption();
      combobox.focusTarget();
      setSearch('');
    },
  });
  const words = search.trim().toLowerCase();
  const found = options.filter((option) => option.label.toLowerCase().includes(words)).slice(0, MOST_OPTIONS);
  const chosen = value === null ? null : (options.find((option) => option.value === value)?.label ?? value);
  return (
    <span className="history-pill" data-active={value !== null || undefined}>
      <Combobox
        store={combobox}
        width={260}
        position="bottom-start"
        onOptionSubmit={(next) => {
          onChange(next === value ? null : next);
          combobox.closeDropdown();
        }}
      >
        <Combobox.Target targetType="button">
          <button type="button" className="history-pill-open" onClick={() => combobox.toggleDropdown()}>
            {label}
            {chosen === null ? <IconChevronDown size={13} aria-hidden /> : <strong>{chosen}</strong>}
          </button>
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Search
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value);
              combobox.selectFirstOption();
            }}
            placeholder="Search"
            aria-label={`Search ${label.toLowerCase()}`}
          />
          <Combobox.Options aria-label={label}>
            <ScrollArea.Autosize mah={280} type="scroll">
              {found.map((option) => (
                <Combobox.Option key={option.value} value={option.value} active={option.value === value}>
                  <span className="history-facet">
                    {option.mark}
                    <span className="history-facet-name">{option.label}</span>
                    <span className="quiet">{formatCount(option.count)}</span>
                  </span>
                </Combobox.Option>
              ))}
              {found.length === 0 && (
                <Combobox.Empty>{options.length === 0 ? empty : 'None has these letters'}</Combobox.Empty>
              )}
            </ScrollArea.Autosize>
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      {value !== null && <ClearButton label={label} onClear={() => onChange(null)} />}
    </span>
  );
}
