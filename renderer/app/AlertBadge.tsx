import { badgeOf } from '../../native/contract/alert-badge.ts';
import { useFiringAlerts } from '../api/alerts.ts';
import { severityIcon } from '../components/SeverityMark.tsx';

/** How many alerts fire and how grave the worst is, at the link to their page; nothing while none does. */
export function AlertBadge() {
  const badge = badgeOf(useFiringAlerts().data?.alerts ?? []);
  if (badge === null) return null;
  const { count, worst, words } = badge;
  const Icon = severityIcon(worst);
  return (
    <span className="rail-badge rail-badge-count" data-severity={worst} role="img" aria-label={words} title={words}>
      <Icon size={11} stroke={2.2} aria-hidden />
      {count}
    </span>
  );
}
