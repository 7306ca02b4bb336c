import { Switch } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCheck,
  IconHelp,
  IconHourglass,
  IconMinus,
  IconPencil,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { AlertRule } from '../../../native/contract/http/alert-rules.ts';
import { SeverityMark } from '../../components/SeverityMark.tsx';
import { toastProblem } from '../../components/undo-toast.tsx';
import { useAlertActions } from './alert-actions.ts';
import { afterWords, conditionWords, ruleSentence } from './alert-words.ts';
import { draftOf } from './rule-draft.ts';
import { isChanged, markOf, type RuleMark } from './rule-words.ts';

const MARKS: Readonly<Record<RuleMark, { word: string; tip: string; icon: typeof IconCheck }>> = {
  firing: { word: 'Firing', tip: 'It is met, for long enough', icon: IconAlertTriangle },
  pending: { word: 'Pending', tip: 'It is met, but not for long enough yet', icon: IconHourglass },
  not_met: { word: 'Not met', tip: 'It has figures, and they do not meet it', icon: IconCheck },
  no_data: {
    word: 'No figures',
    tip: 'Its figures are missing, which is not the same as all being well',
    icon: IconHelp,
  },
  off: { word: 'Off', tip: 'It is not judged', icon: IconMinus },
  prometheus: {
    word: 'Prometheus only',
    tip: 'The console cannot see it itself; Prometheus judges it',
    icon: IconPlugConnectedX,
  },
  not_yet: { word: 'Not judged yet', tip: 'It will be within seconds', icon: IconHourglass },
};

function StateMark({ rule }: { rule: AlertRule }) {
  const mark = markOf(rule);
  const { word, tip, icon: Icon } = MARKS[mark];
  return (
    <span className="alert-mark" data-mark={mark} title={tip}>
      <Icon size={14} aria-hidden /> {word}
    </span>
  );
}

/** On or off, at once; can be taken back. */
function OnSwitch({ rule }: { rule: AlertRule }) {
  /** What was asked for, until the console has said so. */
  const [wanted, setWanted] = useState<boolean | null>(null);
  const { setRule } = useAlertActions();
  if (rule.evaluated_by === 'prometheus') return <span className="quiet">–</span>;
  return (
    <Switch
      aria-label={`${rule.name} is on`}
      checked={wanted ?? rule.enabled}
      onChange={({ currentTarget: { checked } }) => {
        if (wanted !== null) return;
        setWanted(checked);
        void setRule(rule, { ...draftOf(rule), enabled: checked }, `${rule.name} is ${checked ? 'on' : 'off'}`)
          .catch(toastProblem)
          .finally(() => setWanted(null));
      }}
    />
  );
}

export function RuleTable({ rules }: { rules: readonly AlertRule[] }) {
  return (
    <section className="panel alerts-panel" aria-label="Rules">
      <table className="alerts-table rules-table">
        <thead>
          <tr>
            <th scope="col">Rule</th>
            <th scope="col">Severity</th>
            <th scope="col">Component</th>
            <th scope="col">Sentence</th>
            <th scope="col">Threshold</th>
            <th scope="col">Fires</th>
            <th scope="col">State</th>
            <th scope="col">On</th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule) => (
            <tr key={rule.name} data-over={markOf(rule) === 'off' || undefined}>
              <th scope="row">
                <Link href={`/alerts/rules/${rule.name}`} className="rule-link">
                  {rule.name}
                </Link>
                {isChanged(rule) && (
                  <span className="alert-sub">
                    <IconPencil size={12} aria-hidden /> changed
                  </span>
                )}
              </th>
              <td>
                <SeverityMark severity={rule.severity} />
              </td>
              <td>{rule.component}</td>
              <td className="alert-description">{ruleSentence(rule.summary)}</td>
              <td>
                {conditionWords(rule)}
                {rule.threshold !== rule.default_threshold && (
                  <span className="alert-sub">by default {rule.default_threshold}</span>
                )}
              </td>
              <td>
                {afterWords(rule.for_s)}
                {rule.for_s !== rule.default_for_s && (
                  <span className="alert-sub">by default {afterWords(rule.default_for_s)}</span>
                )}
              </td>
              <td>
                <StateMark rule={rule} />
              </td>
              <td>
                <OnSwitch rule={rule} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
