import { IconCircleCheck, IconCircleDashed, IconCircleX, IconClockPause, IconPercentage } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ProviderAttempt, ProviderReport } from '../../../native/contract/provider.ts';
import { PROVIDER_NAMES, providerInSentence, providerLabel } from './provider-name.ts';

const icon = { size: 16, stroke: 1.8, 'aria-hidden': true } as const;

const OUTCOMES: Readonly<Record<ProviderAttempt['outcome'], { word: string; sign: ReactNode }>> = {
  used: { word: 'Used', sign: <IconCircleCheck {...icon} /> },
  slower: { word: 'Slower', sign: <IconClockPause {...icon} /> },
  failed: { word: 'Failed', sign: <IconCircleX {...icon} /> },
  not_built_in: { word: 'Not available here', sign: <IconCircleDashed {...icon} /> },
};

function extentWords({ used, extent }: ProviderReport): { sign: ReactNode; words: string } {
  const where = providerInSentence(used);
  switch (extent) {
    case 'all':
      return { sign: <IconCircleCheck {...icon} />, words: `All of it runs on ${where}` };
    case 'part':
      return { sign: <IconPercentage {...icon} />, words: `A part of it runs on ${where}` };
    case 'none':
      return { sign: <IconCircleX {...icon} />, words: `Nothing of it runs on ${where}` };
  }
}

function NodeShares({ shares }: { shares: Readonly<Record<string, number>> }) {
  const rows = Object.entries(shares).sort(([, a], [, b]) => b - a);
  return (
    <dl className="node-shares" aria-label="Share of the model's nodes by provider">
      {rows.map(([name, share]) => (
        <div key={name}>
          <dt>{providerLabel(name)}</dt>
          <dd>
            <span className="node-share-bar" style={{ inlineSize: `${share * 100}%` }} />
            <span>{(share * 100).toFixed(0)} %</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Where the model really runs, how that was proven, and what was tried before. */
export function ProviderTruth({ report }: { report: ProviderReport }) {
  const { sign, words } = extentWords(report);
  return (
    <section className="provider-truth" aria-label="Execution provider">
      <h3>Where it runs</h3>
      <p className="provider-extent" data-extent={report.extent}>
        {sign}
        <strong>{words}</strong>
        {report.fallback && <span className="tag">fallback</span>}
      </p>
      {report.node_share !== null && <NodeShares shares={report.node_share} />}
      <ol className="ladder" aria-label="What was tried, in this order">
        {report.attempts.map(({ provider, outcome, reason }) => (
          <li key={provider} data-outcome={outcome}>
            {OUTCOMES[outcome].sign}
            <strong>{PROVIDER_NAMES[provider]}</strong>
            <span className="ladder-word">{OUTCOMES[outcome].word}</span>
            <small>{reason}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}
