import { Button, Group, Loader, NumberInput, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DriftConfig } from '../../../native/contract/drift.ts';
import type { DriftConfigResponse, DriftPreviewResponse } from '../../../native/contract/http/drift.ts';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { toast } from '../../components/undo-toast.tsx';
import { useDriftPreview, useForgetDrift } from './drift-queries.ts';
import { FeatureRule } from './FeatureRule.tsx';
import { rulesProblem, sameRules, withRule } from './rules-draft.ts';

type NumberRule = 'reference_size' | 'current_size' | 'step' | 'alpha' | 'drift_share' | 'minimum_effect';

const NUMBERS: readonly { rule: NumberRule; label: string; does: string; step: number; decimals: number }[] = [
  { rule: 'reference_size', label: 'Reference', does: 'Images, 50 to 20,000', step: 50, decimals: 0 },
  { rule: 'current_size', label: 'Current window', does: 'Images, 30 to 10,000', step: 10, decimals: 0 },
  { rule: 'step', label: 'Check every', does: 'New images', step: 5, decimals: 0 },
  { rule: 'drift_share', label: 'Drift share', does: 'Of a drifted data set', step: 0.05, decimals: 3 },
  { rule: 'alpha', label: 'Significance level', does: 'Of the tests', step: 0.01, decimals: 4 },
  { rule: 'minimum_effect', label: 'Smallest effect', does: 'That counts, 0 to 1', step: 0.05, decimals: 3 },
];

/** What the rules would have found, told before they are saved. */
function Preview({ data, error, busy }: { data: DriftPreviewResponse | undefined; error: unknown; busy: boolean }) {
  if (error !== null) return <ProblemNote error={error} />;
  return (
    <div className="drift-preview" role="status">
      <Text size="sm">
        {busy || data === undefined ? (
          <>
            <Loader size={12} /> Going through the images of the last 7 days
          </>
        ) : (
          data.summary
        )}
      </Text>
      {data?.invalidates != null && !busy && <Text size="sm">Saving: {data.invalidates}</Text>}
    </div>
  );
}

interface RulesFormProps {
  saved: DriftConfig;
  features: DriftConfigResponse['features'];
  /** What is looked back on are the results of the model in use; without one there are none. */
  hasModel: boolean;
  onClose: () => void;
}

export function RulesForm({ saved, features, hasModel, onClose }: RulesFormProps) {
  const [draft, setDraft] = useState(saved);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const queries = useQueryClient();
  const forget = useForgetDrift();
  const problem = rulesProblem(draft);
  const [settled] = useDebouncedValue(draft, 400);
  const preview = useDriftPreview(hasModel && rulesProblem(settled) === null ? settled : null);
  const changed = !sameRules(draft, saved);
  const isPreviewing = preview.isFetching || settled !== draft;

  const save = async () => {
    setBusy(true);
    setError(null);
    try {
      const answer = await call('putDriftConfig', { json: draft });
      queries.setQueryData(KEYS.driftConfig, answer);
      await forget();
      toast(answer.invalidated === null ? 'Rules saved' : `Rules saved. ${answer.invalidated}`);
      onClose();
    } catch (cause) {
      setError(cause);
      setBusy(false);
    }
  };

  return (
    <form
      className="drift-rules"
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && problem === null && !busy) void save();
      }}
    >
      <div className="drift-rules-numbers">
        {NUMBERS.map(({ rule, label, does, step, decimals }) => (
          <NumberInput
            key={rule}
            label={label}
            description={does}
            value={draft[rule]}
            onChange={(value) => setDraft({ ...draft, [rule]: value === '' ? Number.NaN : Number(value) })}
            step={step}
            min={0}
            decimalScale={decimals}
            allowDecimal={decimals > 0}
            allowNegative={false}
            clampBehavior="none"
          />
        ))}
      </div>
      <table className="drift-rules-table">
        <thead>
          <tr>
            <th scope="col">Feature</th>
            <th scope="col">Test</th>
            <th scope="col">Threshold</th>
            <th
              scope="col"
              className="number"
              title="Times that drift of it would have been confirmed in the last 7 days"
            >
              7 days
            </th>
          </tr>
        </thead>
        <tbody>
          {features.map(({ feature, kind }) => (
            <FeatureRule
              key={feature}
              feature={feature}
              kind={kind}
              config={draft}
              times={isPreviewing || preview.data === undefined ? null : (preview.data.features[feature] ?? 0)}
              onChange={(change) => setDraft((former) => withRule(former, feature, change))}
            />
          ))}
        </tbody>
      </table>
      <div className="drift-rules-end">
        {problem !== null ? (
          <Text size="sm" role="alert">
            {problem}
          </Text>
        ) : hasModel ? (
          <Preview data={preview.data} error={preview.error} busy={isPreviewing} />
        ) : (
          <Text size="sm" className="quiet">
            With a model loaded, this tells how often the rules would have fired in the last 7 days.
          </Text>
        )}
        {error !== null && <ProblemNote error={error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!changed || problem !== null}>
            Save rules
          </Button>
        </Group>
      </div>
    </form>
  );
}
