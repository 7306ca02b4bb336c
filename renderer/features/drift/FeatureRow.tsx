import { IconAlertTriangle, IconCheck, IconChevronRight, IconMinus } from '@tabler/icons-react';
import { useId } from 'react';
import type { ConfirmationPhase, FeatureVerdict } from '../../../native/contract/drift.ts';
import type { DriftHistoryPoint } from '../../../native/contract/http/drift.ts';
import { formatScore } from '../../components/format.ts';
import { FeatureDetails } from './FeatureDetails.tsx';
import { formatFigure, formatP, stateOf } from './feature-figures.ts';
import { changeWords, featureName, methodName } from './feature-words.ts';
import { Sparkline } from './Sparkline.tsx';

const PHASES: Readonly<Record<ConfirmationPhase['phase'], string>> = {
  quiet: '',
  suspected: ', suspected',
  confirmed: ', confirmed',
  clearing: ', clearing',
};

function State({ verdict, alarm }: { verdict: FeatureVerdict; alarm: ConfirmationPhase['phase'] }) {
  switch (stateOf(verdict)) {
    case 'drifted':
      return (
        <span className="drift-state" data-state="drifted">
          <IconAlertTriangle size={13} aria-hidden /> Drifted{PHASES[alarm]}
        </span>
      );
    case 'stable':
      return (
        <span className="drift-state">
          <IconCheck size={13} aria-hidden /> {alarm === 'quiet' || alarm === 'suspected' ? 'No drift' : `Clearing`}
        </span>
      );
    case 'unknown':
      return (
        <span className="drift-state" title={verdict.reason ?? undefined}>
          <IconMinus size={13} aria-hidden /> No verdict
        </span>
      );
  }
}

/** The score on a scale of 0 to 1 with the line of the threshold. */
function ScoreBar({ score, drifted }: { score: number | null; drifted: boolean }) {
  if (score === null) return <span className="quiet">–</span>;
  return (
    <span className="drift-score">
      {formatScore(score)}
      <span className="drift-score-bar" aria-hidden>
        <span style={{ width: `${score * 100}%` }} data-drifted={drifted || undefined} />
      </span>
    </span>
  );
}

interface FeatureRowProps {
  verdict: FeatureVerdict;
  alarm: ConfirmationPhase['phase'];
  points: readonly DriftHistoryPoint[];
  checkedAt: string | null;
  open: boolean;
  onToggle: () => void;
}

export function FeatureRow({ verdict, alarm, points, checkedAt, open, onToggle }: FeatureRowProps) {
  const { feature, method, score, statistic } = verdict;
  const id = useId();
  const name = featureName(feature);
  return (
    <tbody data-open={open || undefined}>
      <tr>
        <th scope="row">
          <button
            type="button"
            className="drift-open"
            aria-expanded={open}
            aria-controls={open ? id : undefined}
            onClick={onToggle}
          >
            <IconChevronRight size={15} className="chevron" data-open={open || undefined} aria-hidden />
            {name}
          </button>
          <State verdict={verdict} alarm={alarm} />
        </th>
        <td>
          <ScoreBar score={score} drifted={verdict.drifted === true} />
        </td>
        <td>
          {method === null ? '–' : methodName(method)}
          {statistic !== null && <span className="drift-sub quiet">{formatFigure(statistic)}</span>}
        </td>
        <td className="number">{formatP(verdict.p_value)}</td>
        <td className="number">{formatP(verdict.p_adjusted)}</td>
        <td className="number">{verdict.effect === null ? '–' : formatScore(verdict.effect)}</td>
        <td>{changeWords(verdict)}</td>
        <td>
          <Sparkline feature={feature} points={points} />
        </td>
      </tr>
      {open && (
        <tr>
          <td colSpan={8} id={id}>
            <FeatureDetails verdict={verdict} checkedAt={checkedAt} />
          </td>
        </tr>
      )}
    </tbody>
  );
}
