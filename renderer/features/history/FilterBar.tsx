import './filter-bar.css';
import { Button, Stack } from '@mantine/core';
import { IconPin, IconPinFilled } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { FeedbackFilter } from '../../../native/contract/http/feedback.ts';
import { classColour } from '../../components/class-colours.ts';
import { formatExact, formatScore } from '../../components/format.ts';
import { FacetFilter } from './FacetFilter.tsx';
import { FilterPill } from './FilterPill.tsx';
import { isFiltering, NO_FILTER, type TimeFilter, type ViewFilter } from './history-filter.ts';
import { useFacets } from './match-count.ts';
import { NumberFilterChoice } from './NumberFilterChoice.tsx';
import { SearchField } from './SearchField.tsx';
import { TimeFilterChoice } from './TimeFilterChoice.tsx';

const FEEDBACK_WORDS: Readonly<Record<FeedbackFilter, string>> = {
  right: 'right',
  wrong: 'wrong',
  missed: 'something missed',
  any: 'any',
  none: 'none yet',
};

function timeValue(time: TimeFilter): string | null {
  switch (time.kind) {
    case 'all':
      return null;
    case 'last':
      return `last ${time.preset.label}`;
    case 'between':
      if (time.from === null) return `until ${formatExact(time.to ?? '')}`;
      return `from ${formatExact(time.from)}${time.to === null ? '' : ` to ${formatExact(time.to)}`}`;
  }
}

function countValue({ minCount, maxCount }: ViewFilter): string | null {
  if (minCount === null) return maxCount === null ? null : `at most ${maxCount}`;
  if (maxCount === null) return `at least ${minCount}`;
  return minCount === maxCount ? String(minCount) : `${minCount} to ${maxCount}`;
}

interface FilterBarProps {
  filter: ViewFilter;
  onChange: (filter: ViewFilter) => void;
  searchField: RefObject<HTMLInputElement | null>;
}

/** Everything that history can be narrowed by, in one line; a filter in use says what it lets through. */
export function FilterBar({ filter, onChange, searchField }: FilterBarProps) {
  const facets = useFacets().data;
  const change = (part: Partial<ViewFilter>) => onChange({ ...filter, ...part });
  return (
    <search className="history-filters" aria-label="Filters">
      <SearchField field={searchField} value={filter.q} onChange={(q) => change({ q })} />
      <FilterPill label="Time" value={timeValue(filter.time)} onClear={() => change({ time: { kind: 'all' } })}>
        {(close) => (
          <TimeFilterChoice
            value={filter.time}
            onChange={(time) => {
              change({ time });
              close();
            }}
          />
        )}
      </FilterPill>
      <FacetFilter
        label="Class"
        options={(facets?.classes ?? []).map(({ class: name, count }) => ({
          value: name,
          label: name,
          count,
          mark: <span className="history-swatch" style={{ background: classColour(name) }} />,
        }))}
        value={filter.class}
        onChange={(name) => change({ class: name })}
        empty="Nothing has been found yet"
      />
      <FilterPill
        label="Detections"
        value={countValue(filter)}
        onClear={() => change({ minCount: null, maxCount: null })}
      >
        {(close) => (
          <NumberFilterChoice
            fields={[
              { label: 'At least', value: filter.minCount },
              { label: 'At most', value: filter.maxCount },
            ]}
            step={1}
            digits={0}
            onChange={([minCount = null, maxCount = null]) => {
              change({ minCount, maxCount });
              close();
            }}
          />
        )}
      </FilterPill>
      <FilterPill
        label="Score"
        value={filter.minScore === null ? null : `at least ${formatScore(filter.minScore)}`}
        onClear={() => change({ minScore: null })}
      >
        {(close) => (
          <NumberFilterChoice
            fields={[{ label: 'Best score at least', value: filter.minScore }]}
            max={1}
            step={0.05}
            digits={2}
            onChange={([minScore = null]) => {
              change({ minScore });
              close();
            }}
          />
        )}
      </FilterPill>
      <FacetFilter
        label="Source"
        options={(facets?.sources ?? []).map(({ source, count }) => ({ value: source, label: source, count }))}
        value={filter.source}
        onChange={(source) => change({ source })}
        empty="No result states a source"
      />
      <FacetFilter
        label="Model"
        options={(facets?.models ?? []).map(({ id, name, version, count }) => ({
          value: id,
          label: `${name} ${version}`,
          count,
        }))}
        value={filter.model}
        onChange={(model) => change({ model })}
        empty="No model has answered yet"
      />
      <FilterPill
        label="Feedback"
        value={filter.feedback === null ? null : FEEDBACK_WORDS[filter.feedback]}
        onClear={() => change({ feedback: null })}
      >
        {(close) => (
          <Stack gap={2} align="stretch">
            {FeedbackFilter.options.map((feedback) => (
              <Button
                key={feedback}
                variant={feedback === filter.feedback ? 'light' : 'subtle'}
                color="gray"
                justify="start"
                aria-pressed={feedback === filter.feedback}
                onClick={() => {
                  change({ feedback: feedback === filter.feedback ? null : feedback });
                  close();
                }}
              >
                {FEEDBACK_WORDS[feedback]}
              </Button>
            ))}
          </Stack>
        )}
      </FilterPill>
      <span className="history-pill" data-active={filter.pinned || undefined}>
        <button
          type="button"
          className="history-pill-open"
          aria-pressed={filter.pinned}
          onClick={() => change({ pinned: !filter.pinned })}
        >
          {filter.pinned ? <IconPinFilled size={13} aria-hidden /> : <IconPin size={13} aria-hidden />}
          Pinned only
        </button>
      </span>
      {isFiltering(filter) && (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onChange(NO_FILTER)}>
          Reset
        </Button>
      )}
    </search>
  );
}
