import { Button, Group, NumberInput, Switch } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { AlertRule } from '../../../native/contract/http/alert-rules.ts';
import { ApiProblem } from '../../api/client.ts';
import { formatCount } from '../../components/format.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAlertActions } from './alert-actions.ts';
import { useRulePreview } from './alert-queries.ts';
import { afterWords } from './alert-words.ts';
import { RulePreview } from './RulePreview.tsx';
import { defaultOf, draftOf, emptyErrors, fieldErrors, previewOf, type RuleDraft, sameDraft } from './rule-draft.ts';
import { savedWords } from './rule-words.ts';

const SETTLED_MS = 400;
const numberOf = (value: string | number) => (value === '' ? Number.NaN : Number(value));
const fieldOf = (value: number) => (Number.isNaN(value) ? '' : value);

/** What the console refuses, where it says which field is at fault; nothing for any other error. */
const refusals = (error: unknown) =>
  error instanceof ApiProblem && error.code === 'invalid_parameter' ? fieldErrors(error.message) : {};

/** Threshold, time, on or off. What it would have done in the last 7 days is told before it is saved. */
export function RuleForm({ rule, onClose }: { rule: AlertRule; onClose: () => void }) {
  // What undo puts back is what the rule was when this was opened.
  const [saved] = useState(rule);
  const [draft, setDraft] = useState<RuleDraft>(() => draftOf(rule));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const { setRule } = useAlertActions();
  const [settled] = useDebouncedValue(draft, SETTLED_MS);
  const preview = useRulePreview(rule.name, previewOf(settled));
  const isSettled = sameDraft(settled, draft);
  const errors = { ...(isSettled && refusals(preview.error)), ...refusals(error), ...emptyErrors(draft) };
  const hasErrors = errors.threshold !== undefined || errors.for_s !== undefined;
  const other = [error, ...(isSettled ? [preview.error] : [])].find(
    (cause) => cause !== null && (Object.keys(refusals(cause)).length === 0 || refusals(cause).other !== undefined),
  );
  const { min, max } = rule.bounds;
  const unit = rule.unit === null ? '' : ` ${rule.unit}`;
  const isDefault = sameDraft(draft, defaultOf(rule));
  const canSave = !sameDraft(draft, draftOf(saved)) && !hasErrors && !busy;

  const change = (part: Partial<RuleDraft>) => {
    setError(null);
    setDraft({ ...draft, ...part });
  };
  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      await setRule(saved, draft, savedWords(rule, isDefault));
      onClose();
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };
  return (
    <form
      className="rule-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (canSave) void save();
      }}
    >
      <div className="rule-fields">
        <NumberInput
          label="Threshold"
          description={`${rule.comparator}, ${formatCount(min)} to ${formatCount(max)}${unit}; by default ${rule.default_threshold}`}
          value={fieldOf(draft.threshold)}
          onChange={(value) => change({ threshold: numberOf(value) })}
          {...(rule.unit !== null && { suffix: unit })}
          clampBehavior="none"
          error={errors.threshold}
        />
        <NumberInput
          label="Time that it must be met"
          description={`0 fires at once; by default ${rule.default_for_s}`}
          value={fieldOf(draft.for_s)}
          onChange={(value) => change({ for_s: numberOf(value) })}
          suffix=" s"
          allowDecimal={false}
          clampBehavior="none"
          error={errors.for_s}
        />
      </div>
      <Switch
        label="This rule is judged"
        checked={draft.enabled}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
      {!hasErrors && other === undefined && <RulePreview data={preview.data} busy={!isSettled || preview.isFetching} />}
      {other !== undefined && <ProblemNote error={other} />}
      <Group gap="sm">
        <Button variant="subtle" mr="auto" disabled={isDefault} onClick={() => change(defaultOf(rule))}>
          Back to default: {rule.default_threshold}
          {unit}, {afterWords(rule.default_for_s)}
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={busy} disabled={!canSave && !busy}>
          Save rule
        </Button>
      </Group>
    </form>
  );
}
