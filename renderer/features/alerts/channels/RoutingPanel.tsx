import { Button, Checkbox, NumberInput } from '@mantine/core';
import { IconAlertTriangle, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { Channel, Routing } from '../../../../native/contract/http/channels.ts';
import { plural } from '../../../components/format.ts';
import { ProblemNote } from '../../../components/ProblemNote.tsx';
import { SeverityMark } from '../../../components/SeverityMark.tsx';
import { toastWithUndo } from '../../../components/undo-toast.tsx';
import { CHANNEL_LABELS } from './channel-fields.ts';
import { useChannelActions } from './channel-queries.ts';
import { routingGaps, stateOf } from './channel-words.ts';
import { routingDraft, useKept } from './kept-draft.ts';
import {
  changeCount,
  checkRouting,
  DEFAULT_ROUTING,
  formOf,
  type RoutingForm,
  SEVERITIES,
  type TimeName,
  withRoute,
} from './routing-draft.ts';

const TIME_FIELDS: readonly { name: TimeName; label: string; does: string }[] = [
  {
    name: 'group_wait_s',
    label: 'Group wait',
    does: 'How long a notification waits for others to go with it; the desktop does not.',
  },
  { name: 'cool_down_s', label: 'Cool-down', does: 'How long one that fires again after being told of waits.' },
];

interface TableProps {
  channels: readonly Channel[];
  form: RoutingForm;
  onChange: (form: RoutingForm) => void;
}

function RoutingTable({ channels, form, onChange }: TableProps) {
  return (
    <table className="routing-table">
      <thead>
        <tr>
          <th scope="col">Severity</th>
          {channels.map((channel) => {
            const { name } = channel;
            const state = stateOf(channel);
            const word = state === 'not_set_up' ? 'not set up' : state === 'off' ? 'off' : null;
            return (
              <th key={name} scope="col">
                <a href={`#channel-${name}`}>{CHANNEL_LABELS[name]}</a>
                {word !== null && <span className="alert-sub">{word}</span>}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {SEVERITIES.map((severity) => (
          <tr key={severity}>
            <th scope="row">
              <SeverityMark severity={severity} />
            </th>
            {channels.map(({ name }) => (
              <td key={name}>
                <Checkbox
                  aria-label={`${CHANNEL_LABELS[name]} is told of ${severity} alerts`}
                  checked={form[severity].includes(name)}
                  onChange={(event) => onChange(withRoute(form, severity, name, event.currentTarget.checked))}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Which channel is told of which severity, and how patiently. */
export function RoutingPanel({ routing, channels }: { routing: Routing; channels: readonly Channel[] }) {
  const draft = useKept(routingDraft);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { putRouting } = useChannelActions();
  const saved = formOf(routing);
  const form = draft ?? saved;
  const changes = changeCount(form, saved);
  const checked = checkRouting(form);
  const gaps = routingGaps(form, channels);
  const change = (next: RoutingForm) => {
    setError(null);
    routingDraft.set(changeCount(next, saved) === 0 ? null : next);
  };
  const save = async () => {
    if (!checked.ok || busy) return;
    setBusy(true);
    setError(null);
    try {
      await putRouting(checked.routing);
      // What was ticked meanwhile is still a change.
      if (routingDraft.get() === draft) routingDraft.set(null);
      toastWithUndo('Routing saved', () => putRouting(routing));
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="panel routing-panel" aria-labelledby="routing-title">
      <header>
        <h2 id="routing-title">Who is told of what</h2>
        <span className="quiet">A rule that names a channel of its own tells that one as well.</span>
      </header>
      <form
        aria-label="Routing"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (changes > 0) void save();
        }}
      >
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it is narrow, which the keyboard must be able to do */}
        <section className="routing-place" tabIndex={0} aria-label="Table of severities and channels">
          <RoutingTable channels={channels} form={form} onChange={change} />
        </section>
        <div className="routing-side">
          <div className="routing-times">
            {TIME_FIELDS.map(({ name, label, does }) => (
              <NumberInput
                key={name}
                label={label}
                description={`${does} By default ${DEFAULT_ROUTING[name]} s.`}
                value={form[name]}
                onChange={(value) => change({ ...form, [name]: value })}
                suffix=" s"
                min={0}
                clampBehavior="none"
                error={checked.ok ? undefined : checked.errors[name]}
              />
            ))}
          </div>
          {gaps.length > 0 && (
            <ul className="routing-gaps">
              {gaps.map((gap) => (
                <li key={gap}>
                  <IconAlertTriangle size={14} aria-hidden /> {gap}
                </li>
              ))}
            </ul>
          )}
          {error !== null && <ProblemNote error={error} />}
          <div className="routing-actions">
            <Button
              variant="subtle"
              disabled={changeCount(form, DEFAULT_ROUTING) === 0}
              onClick={() => change(DEFAULT_ROUTING)}
            >
              Back to default
            </Button>
            <span role="status">
              {changes > 0 && (
                <>
                  <IconPencil size={14} aria-hidden /> {plural(changes, 'change')} not saved yet
                </>
              )}
            </span>
            <Button variant="default" disabled={changes === 0} onClick={() => change(saved)}>
              Undo changes
            </Button>
            <Button type="submit" loading={busy} disabled={changes === 0 || !checked.ok}>
              Save routing
            </Button>
          </div>
        </div>
      </form>
    </section>
  );
}
