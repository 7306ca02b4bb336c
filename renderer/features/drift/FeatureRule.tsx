import { NumberInput, Select, Switch } from '@mantine/core';
import type { DriftConfig, DriftMethod, FeatureConfig, FeatureKind } from '../../../native/contract/drift.ts';
import { featureName, methodName } from './feature-words.ts';
import { methodsOf, ruleOf } from './rules-draft.ts';

interface FeatureRuleProps {
  feature: string;
  kind: FeatureKind;
  config: DriftConfig;
  /** Times that it would have been confirmed; null while that is not known. */
  times: number | null;
  onChange: (change: Partial<FeatureConfig>) => void;
}

/** One feature: watched or not, by which test, from which threshold on. */
export function FeatureRule({ feature, kind, config, times, onChange }: FeatureRuleProps) {
  const { enabled, method, threshold } = ruleOf(config, feature);
  const name = featureName(feature);
  return (
    <tr>
      <th scope="row">
        <Switch
          label={name}
          checked={enabled}
          onChange={(event) => onChange({ enabled: event.currentTarget.checked })}
        />
      </th>
      <td>
        <Select
          aria-label={`Test of ${name}`}
          disabled={!enabled}
          value={method}
          data={methodsOf(kind).map((each) => ({
            value: each,
            label: each === 'auto' ? 'Automatic' : methodName(each as DriftMethod),
          }))}
          onChange={(value) => value !== null && onChange({ method: value as FeatureConfig['method'] })}
        />
      </td>
      <td>
        <NumberInput
          aria-label={`Threshold of ${name}`}
          disabled={!enabled}
          placeholder="Default"
          value={threshold ?? ''}
          onChange={(value) => onChange({ threshold: value === '' ? null : Number(value) })}
          step={0.01}
          min={0}
          decimalScale={4}
          allowNegative={false}
          clampBehavior="none"
        />
      </td>
      <td className="number">{!enabled ? '–' : times === null ? '…' : times}</td>
    </tr>
  );
}
