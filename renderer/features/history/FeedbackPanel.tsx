import './feedback.css';
import { ActionIcon, Button, Select } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { FeedbackBody } from '../../../native/contract/http/feedback.ts';
import type { HistoryItem } from '../../../native/contract/http/history.ts';
import { useConnection } from '../../api/queries.ts';
import { formatScore, plural } from '../../components/format.ts';
import { answeredIndex, markOf, missedOf, pressVerdict } from './feedback.ts';
import { useFacets } from './match-count.ts';
import type { ResultViewState } from './use-result-view.ts';

/** Classes to choose from: those of the model where it is still loaded, and all that were ever found. */
function useClassNames(item: HistoryItem): string[] {
  const connection = useConnection();
  const facets = useFacets().data;
  const model = connection.state === 'connected' ? connection.status.model : null;
  const known = [
    ...(model?.id === item.model.id ? model.classes : (facets?.classes ?? []).map((facet) => facet.class)),
    ...item.detections.map(({ class_name }) => class_name),
  ];
  return [...new Set(known)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

interface VerdictProps {
  item: HistoryItem;
  /** Of which detection; null: of the whole. */
  index: number | null;
  of: string;
  say: (said: FeedbackBody) => void;
  keys?: boolean;
}

function Verdict({ item, index, of, say, keys = false }: VerdictProps) {
  const verdict = markOf(item.feedback, index)?.verdict;
  return (
    <Button.Group>
      {(['right', 'wrong'] as const).map((which) => {
        const pressed = verdict === which;
        const Icon = which === 'right' ? IconCheck : IconX;
        return (
          <Button
            key={which}
            size="compact-sm"
            variant="default"
            className="feedback-verdict"
            leftSection={<Icon size={14} stroke={2} aria-hidden />}
            aria-pressed={pressed}
            aria-label={`${of} ${which}`}
            title={`${pressed ? 'Take it back' : `Say that it is ${which}`}${keys ? ` (${which[0]})` : ''}`}
            onClick={() => say(pressVerdict(item.feedback, which, index))}
          >
            {which === 'right' ? 'Right' : 'Wrong'}
          </Button>
        );
      })}
    </Button.Group>
  );
}

function OfDetection({
  item,
  view,
  say,
  classes,
}: Omit<VerdictProps, 'index' | 'of'> & { view: ResultViewState; classes: string[] }) {
  const detection = view.shown.find(({ id }) => id === view.selected);
  if (detection === undefined) return <p className="quiet">Select a detection to judge it by itself.</p>;
  const { class_name, score } = detection;
  const index = answeredIndex(item, detection);
  if (index === null)
    return <p className="quiet">This {class_name} was not among the detections answered, so it cannot be judged.</p>;
  const mark = markOf(item.feedback, index);
  return (
    <div className="feedback-line">
      <span>
        This {class_name} <span className="quiet">{formatScore(score)}</span>
      </span>
      <Verdict item={item} index={index} of={`This ${class_name} is`} say={say} keys />
      {mark?.verdict === 'wrong' && (
        <Select
          aria-label="What it really is"
          placeholder="What it is"
          data={classes.filter((name) => name !== class_name)}
          value={mark.class}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': 'No class' }}
          onChange={(name) => say({ verdict: 'wrong', detection_index: index, ...(name !== null && { class: name }) })}
        />
      )}
    </div>
  );
}

function Missed({ item, say, classes }: { item: HistoryItem; say: (said: FeedbackBody) => void; classes: string[] }) {
  const [search, setSearch] = useState('');
  const missed = missedOf(item.feedback);
  return (
    <div className="feedback-line">
      <Select
        aria-label="Class of an object that was missed"
        placeholder="Missed: which class"
        data={classes}
        value={null}
        searchable
        searchValue={search}
        onSearchChange={setSearch}
        onChange={(name) => {
          setSearch('');
          if (name === null) return;
          const before = missed.find((mark) => mark.class === name)?.count ?? 0;
          say({ verdict: 'missed', class: name, count: before + 1 });
        }}
      />
      {missed.map(({ class: name, count }) => (
        <span key={name} className="feedback-missed">
          {plural(count, `${name ?? 'object'}`, `${name ?? 'object'}`)} missed
          <ActionIcon
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={`Take back that ${name ?? 'something'} was missed`}
            onClick={() => say({ verdict: null, ...(name !== null && { class: name }) })}
          >
            <IconX size={12} aria-hidden />
          </ActionIcon>
        </span>
      ))}
    </div>
  );
}

/** Says whether a result is right: the whole, the detection that is selected, and what was overlooked. */
export function FeedbackPanel({
  item,
  view,
  say,
}: {
  item: HistoryItem;
  view: ResultViewState;
  say: (said: FeedbackBody) => void;
}) {
  const classes = useClassNames(item);
  return (
    <section className="feedback" aria-label="Feedback">
      <h2>Feedback</h2>
      <div className="feedback-line">
        <span>All detections</span>
        <Verdict item={item} index={null} of="The result is" say={say} />
      </div>
      <OfDetection item={item} view={view} say={say} classes={classes} />
      <Missed item={item} say={say} classes={classes} />
    </section>
  );
}
