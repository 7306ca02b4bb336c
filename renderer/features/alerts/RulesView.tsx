import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { FirstLine } from '../../components/FirstLine.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useAlertRules } from './alert-queries.ts';
import { RuleDrawer } from './RuleDrawer.tsx';
import { RuleTable } from './RuleTable.tsx';
import { rulesSentence } from './rule-words.ts';

/** Every rule as it is in force; the one that the address names stands open beside them. */
export function RulesView({ views, open }: { views: ReactNode; open: string | null }) {
  const [, navigate] = useLocation();
  const { data, error, refetch } = useAlertRules();
  const rule = data?.rules.find(({ name }) => name === open);
  return (
    <div className="page alerts-page">
      <FirstLine actions={views}>
        {data !== undefined
          ? rulesSentence(data.rules)
          : error === null
            ? 'Asking for the rules'
            : 'The console does not tell of its rules'}
      </FirstLine>
      {error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {data !== undefined ? (
        <RuleTable rules={data.rules} />
      ) : (
        error === null && <Skeleton height={480} aria-label="Asking for the rules" />
      )}
      {data !== undefined && open !== null && rule === undefined && (
        <p className="quiet">There is no rule {open}. Those there are stand in the table.</p>
      )}
      {rule !== undefined && <RuleDrawer key={rule.name} rule={rule} onClose={() => navigate('/alerts/rules')} />}
    </div>
  );
}
