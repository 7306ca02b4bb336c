import { Button, FileButton, NumberInput, Select, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { LAYOUTS, Layout, Preprocess } from '../../../native/contract/model.ts';
import { toastProblem } from '../../components/undo-toast.tsx';
import type { LoadAttempt } from './load-job.ts';
import { startLoad } from './load-jobs.ts';
import { LAYOUT_WORDS, PREPROCESS_WORDS } from './provider-name.ts';
import { type DraftErrors, EMPTY_DRAFT, namesUnderstood, parseDraft, type SidecarDraft } from './sidecar-draft.ts';

const LAYOUT_CHOICES = LAYOUTS.map((value) => ({
  value,
  label: `${LAYOUT_WORDS[value].name}: ${LAYOUT_WORDS[value].shape}`,
}));
const PREPROCESS_CHOICES = Preprocess.options.map((value) => ({
  value,
  label: `${PREPROCESS_WORDS[value].name}: ${PREPROCESS_WORDS[value].does}`,
}));

/** States what a model file does not say, and loads it once more with that. */
export function SidecarForm({ attempt }: { attempt: Exclude<LoadAttempt, { type: 'again' }> }) {
  const [draft, setDraft] = useState<SidecarDraft>(attempt.draft ?? EMPTY_DRAFT);
  const [errors, setErrors] = useState<DraftErrors>({});
  const change = (part: Partial<SidecarDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setErrors({});
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = parseDraft(draft);
    if (parsed.ok) startLoad({ ...attempt, draft });
    else setErrors(parsed.errors);
  };
  const readNames = (file: File | null) => void file?.text().then((names) => change({ names }), toastProblem);
  return (
    <form className="sidecar-form" onSubmit={submit} aria-label="Describe the model">
      <p className="sidecar-wide">
        State what the file does not say; leave the rest to it. The same can stand in a file{' '}
        <code>NAME.vigil.json</code> beside the model.
      </p>
      <Select
        label="Output layout"
        placeholder="Found by itself"
        data={LAYOUT_CHOICES}
        value={draft.layout === '' ? null : draft.layout}
        onChange={(value) => change({ layout: value === null ? '' : Layout.parse(value) })}
        allowDeselect
        clearable
      />
      <Select
        label="Preprocessing"
        placeholder="Found by itself"
        data={PREPROCESS_CHOICES}
        value={draft.preprocess === '' ? null : draft.preprocess}
        onChange={(value) => change({ preprocess: value === null ? '' : Preprocess.parse(value) })}
        allowDeselect
        clearable
      />
      <div className="sidecar-size">
        <NumberInput
          label="Input width"
          placeholder="From the file"
          value={draft.width}
          onChange={(width) => change({ width })}
          min={32}
          max={8_192}
          step={32}
          allowDecimal={false}
          clampBehavior="none"
          error={errors.input_size !== undefined}
        />
        <NumberInput
          label="Input height"
          placeholder="From the file"
          value={draft.height}
          onChange={(height) => change({ height })}
          min={32}
          max={8_192}
          step={32}
          allowDecimal={false}
          clampBehavior="none"
          error={errors.input_size !== undefined}
        />
        {errors.input_size !== undefined && (
          <p className="field-error" role="alert">
            {errors.input_size}
          </p>
        )}
      </div>
      <Textarea
        className="sidecar-wide"
        label="Class names"
        description={namesUnderstood(draft.names)}
        size="xs"
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        value={draft.names}
        onChange={(event) => change({ names: event.currentTarget.value })}
        error={errors.names}
      />
      <div className="sidecar-wide sidecar-actions">
        <Button type="submit">Load with this description</Button>
        <FileButton accept=".txt,.yaml,.yml,.names,.json" onChange={readNames}>
          {(props) => (
            <Button variant="default" {...props}>
              Class names from a file
            </Button>
          )}
        </FileButton>
        {errors.form !== undefined && (
          <span className="field-error" role="alert">
            {errors.form}
          </span>
        )}
      </div>
    </form>
  );
}
