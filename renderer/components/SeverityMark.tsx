import './severity-mark.css';
import { IconAlertOctagon, IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { AlertSeverity } from '../../native/contract/http/alerts.ts';

const SEVERITIES: Readonly<Record<AlertSeverity, { word: string; icon: typeof IconInfoCircle }>> = {
  critical: { word: 'Critical', icon: IconAlertOctagon },
  warning: { word: 'Warning', icon: IconAlertTriangle },
  info: { word: 'Info', icon: IconInfoCircle },
};

export const severityIcon = (severity: AlertSeverity) => SEVERITIES[severity].icon;

/** How grave an alert is: a shape, a word and a colour. */
export function SeverityMark({ severity }: { severity: AlertSeverity }) {
  const { word, icon: Icon } = SEVERITIES[severity];
  return (
    <span className="severity-mark" data-severity={severity}>
      <Icon size={15} stroke={1.9} aria-hidden />
      {word}
    </span>
  );
}
