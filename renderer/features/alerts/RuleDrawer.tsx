import { Drawer } from '@mantine/core';
import type { AlertRule } from '../../../native/contract/http/alert-rules.ts';
import { SeverityMark } from '../../components/SeverityMark.tsx';
import { afterWords, conditionWords, ruleSentence, spanWords } from './alert-words.ts';
import { GuideText } from './GuideText.tsx';
import { RuleForm } from './RuleForm.tsx';

/** One rule: what it means, and what of it can be set. */
export function RuleDrawer({ rule, onClose }: { rule: AlertRule; onClose: () => void }) {
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={rule.name}
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className="rule-drawer">
        <p className="rule-head">
          <SeverityMark severity={rule.severity} />
          <span>{ruleSentence(rule.summary)}</span>
        </p>
        <p className="quiet">
          In force: {conditionWords(rule)}, fires {afterWords(rule.for_s)}
          {rule.keep_firing_for_s > 0 && `, and goes on for ${spanWords(rule.keep_firing_for_s)}`}
        </p>
        {rule.evaluated_by === 'prometheus' ? (
          <p>
            The console cannot see this itself, so Prometheus judges it. It is set in monitoring/prometheus/rules/
            {rule.group}.yml.
          </p>
        ) : (
          <RuleForm rule={rule} onClose={onClose} />
        )}
        <GuideText guide={rule.guide} />
        <details className="rule-promql">
          <summary>Condition for Prometheus</summary>
          <code>{rule.promql}</code>
        </details>
      </div>
    </Drawer>
  );
}
