import { Button, Group, Modal, Radio, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Alert } from '../../../native/contract/http/alerts.ts';
import { fromTimeField, toTimeField } from '../../components/local-time-field.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { LONGEST_COMMENT } from './AcknowledgeForm.tsx';
import { useAlertActions } from './alert-actions.ts';
import { LONGEST_AUTHOR, rememberedAuthor, signed } from './author.ts';
import {
  DURATIONS,
  type DurationId,
  endOf,
  endProblem,
  type SilenceScope,
  scopesOf,
  silenceWords,
} from './silence-choice.ts';

/** Silences an alert, its rule or its component until a time, after saying what that will do. */
export function SilenceDialog({ alert, onClose }: { alert: Alert; onClose: () => void }) {
  const scopes = scopesOf(alert);
  const [scope, setScope] = useState<SilenceScope>(scopes[0]?.scope ?? 'rule');
  const [duration, setDuration] = useState<DurationId>('1h');
  const [until, setUntil] = useState(() => toTimeField(new Date(Date.now() + 8 * 3_600_000).toISOString()));
  const [comment, setComment] = useState('');
  const [author, setAuthor] = useState(rememberedAuthor);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { silence } = useAlertActions();
  const now = Date.now();
  const ends_at = endOf(duration, fromTimeField(until), now);
  const problem = endProblem(ends_at, now);
  const matchers = scopes.find((choice) => choice.scope === scope)?.matchers ?? { name: alert.name };
  const submit = async (end: string) => {
    setBusy(true);
    setError(null);
    try {
      await silence({ matchers, comment: comment.trim(), ends_at: end, ...signed(author) });
      onClose();
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Silence ${alert.name}`}
      size={520}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        className="silence-form"
        onSubmit={(event) => {
          event.preventDefault();
          const end = endOf(duration, fromTimeField(until), Date.now());
          if (end !== null && problem === null && !busy) void submit(end);
        }}
      >
        <Radio.Group label="What" value={scope} onChange={(value) => setScope(value as SilenceScope)}>
          <div className="silence-scopes">
            {scopes.map((choice) => (
              <Radio key={choice.scope} size="xs" value={choice.scope} label={choice.label} />
            ))}
          </div>
        </Radio.Group>
        <Radio.Group label="For how long" value={duration} onChange={(value) => setDuration(value as DurationId)}>
          <Group mt={4} gap="8px 16px">
            {DURATIONS.map(({ id, label }) => (
              <Radio key={id} size="xs" value={id} label={label} />
            ))}
          </Group>
        </Radio.Group>
        {duration === 'until' && (
          <TextInput
            type="datetime-local"
            step={1}
            label="End"
            value={until}
            onChange={(event) => setUntil(event.currentTarget.value)}
          />
        )}
        <TextInput
          label="Comment"
          placeholder="Why"
          maxLength={LONGEST_COMMENT}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
        <TextInput
          label="Your name"
          maxLength={LONGEST_AUTHOR}
          value={author}
          onChange={(event) => setAuthor(event.currentTarget.value)}
        />
        <Text size="sm" className="silence-words" aria-live="polite">
          {problem ?? (ends_at === null ? '' : silenceWords(matchers, ends_at))}
        </Text>
        {error !== null && <ProblemNote error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={problem !== null}>
            Silence
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
