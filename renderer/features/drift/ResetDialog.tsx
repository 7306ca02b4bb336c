import './drift-dialog.css';
import { Button, Group, Modal, NumberInput, Radio, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DriftResponse } from '../../../native/contract/http/drift.ts';
import { call } from '../../api/client.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { toast, toastWithUndo } from '../../components/undo-toast.tsx';
import { useForgetDrift, useRecentSpan } from './drift-queries.ts';
import { MOST_LISTED, type ResetMode, resetBody, resetProblem, resetWords } from './reset-words.ts';

const MODES: readonly { mode: ResetMode; label: string }[] = [
  { mode: 'next', label: 'The next images' },
  { mode: 'recent', label: 'The latest images' },
  { mode: 'range', label: 'Images of a time' },
  { mode: 'folder', label: 'A folder of images' },
  { mode: 'table', label: 'A table' },
];

/** In place of "Images" where the number is a limit, or counts something else. */
const SIZE_LABELS: Readonly<Record<ResetMode, string>> = {
  next: 'Images',
  recent: 'Images',
  range: 'Images at most',
  folder: 'Images at most',
  table: 'Rows at most',
};

const fromField = (text: string): string | null => (text === '' ? null : new Date(text).toISOString());

const DONE: Readonly<Record<ResetMode, string>> = {
  next: 'Reference reset: the next images become the new one',
  recent: 'Reference reset to the latest images',
  range: 'Reference reset to the images of that time',
  folder: 'Reference reset to the images of the folder',
  table: 'Reference reset to the table',
};

/** A new reference, after saying exactly what it will be made of; can be undone. */
export function ResetDialog({ drift, onClose }: { drift: DriftResponse; onClose: () => void }) {
  const [mode, setMode] = useState<ResetMode>('next');
  const [size, setSize] = useState<number | string>(drift.reference.target);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [path, setPath] = useState('');
  const [underWay, setUnderWay] = useState<AbortController | null>(null);
  const busy = underWay !== null;
  const [error, setError] = useState<unknown>(null);
  const forget = useForgetDrift();
  const wanted = Number(size);
  const isListable = mode === 'recent' && wanted >= 1 && Number.isInteger(wanted);
  const span = useRecentSpan(Math.min(wanted, MOST_LISTED), drift.reference.model_id, isListable).data ?? null;
  const choice = { mode, size: wanted, from: fromField(from), to: fromField(to), path };
  const problem = resetProblem(choice, span);

  const undo = async () => {
    await call('undoResetReference');
    await forget();
    toast('Back to the reference before');
  };
  const reset = async () => {
    const controller = new AbortController();
    setUnderWay(controller);
    setError(null);
    try {
      await call('resetReference', { json: resetBody(choice), signal: controller.signal });
      await forget();
      toastWithUndo(DONE[mode], undo, 20);
      onClose();
    } catch (cause) {
      // A folder takes a while; who cancels it stays in the dialog and may choose otherwise.
      if (!controller.signal.aborted) setError(cause);
      setUnderWay(null);
    }
  };
  const leave = () => {
    underWay?.abort();
    onClose();
  };
  const undoFormer = () =>
    void undo()
      .then(onClose)
      .catch((cause: unknown) => setError(cause));

  return (
    <Modal opened onClose={leave} title="Reset reference" size={560} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        className="drift-reset"
        onSubmit={(event) => {
          event.preventDefault();
          if (problem === null && !busy) void reset();
        }}
      >
        <Radio.Group label="What becomes the baseline" value={mode} onChange={(value) => setMode(value as ResetMode)}>
          <Group mt={4} gap="8px 16px">
            {MODES.map((each) => (
              <Radio key={each.mode} size="xs" value={each.mode} label={each.label} />
            ))}
          </Group>
        </Radio.Group>
        <NumberInput
          label={SIZE_LABELS[mode]}
          className="drift-reset-size"
          value={size}
          onChange={setSize}
          min={50}
          max={20_000}
          step={50}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
        />
        {(mode === 'folder' || mode === 'table') && (
          <TextInput
            label={mode === 'folder' ? 'Folder' : 'CSV with a header, or JSON {"column": [values]}'}
            placeholder={mode === 'folder' ? '/data/good-parts' : '/data/reference.csv'}
            description="On the machine of the console"
            value={path}
            onChange={(event) => setPath(event.currentTarget.value)}
            spellCheck={false}
            autoCapitalize="off"
          />
        )}
        {mode === 'range' && (
          <Group gap="sm" grow>
            <TextInput
              type="datetime-local"
              step={1}
              label="From"
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              type="datetime-local"
              step={1}
              label="To"
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          </Group>
        )}
        <Text size="sm" className="drift-reset-words" aria-live="polite">
          {problem ?? resetWords(choice, span, drift.current.target, new Date())}
        </Text>
        <Text size="sm" className="quiet">
          Version {drift.reference.version} is kept, and undo goes back to it as if the reset had not been.
        </Text>
        {error !== null && <ProblemNote error={error} />}
        <Group justify="flex-end" gap="sm">
          {drift.reference.version > 1 && (
            <Button variant="subtle" mr="auto" onClick={undoFormer}>
              Undo the last reset
            </Button>
          )}
          <Button variant="default" onClick={() => (underWay === null ? onClose() : underWay.abort())}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={problem !== null}>
            Reset reference
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
