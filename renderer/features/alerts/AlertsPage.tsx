import './alerts.css';
import './alert-details.css';
import { Link, useLocation } from 'wouter';
import { AlertsView } from './AlertsView.tsx';
import { ChannelsView } from './channels/ChannelsView.tsx';
import { RulesView } from './RulesView.tsx';

const VIEWS = [
  { first: '', label: 'Alerts', href: '/alerts' },
  { first: 'rules', label: 'Rules', href: '/alerts/rules' },
  { first: 'channels', label: 'Channels', href: '/alerts/channels' },
];

/**
 * What is wrong and was at `/alerts` and `/alerts/ID`, by which rules at `/alerts/rules` and `/alerts/rules/NAME`, and who is
 * told of it at `/alerts/channels`.
 */
export function AlertsPage() {
  const [location] = useLocation();
  const [, , first = '', second = ''] = location.split('/');
  const current = VIEWS.findLast((view) => view.first === '' || view.first === first);
  const views = (
    <nav className="alerts-views" aria-label="Alerts, their rules and channels">
      {VIEWS.map((view) => (
        <Link key={view.href} href={view.href} aria-current={view === current ? 'page' : undefined}>
          {view.label}
        </Link>
      ))}
    </nav>
  );
  if (first === 'channels') return <ChannelsView views={views} />;
  return first === 'rules' ? (
    <RulesView views={views} open={second === '' ? null : second} />
  ) : (
    <AlertsView views={views} open={/^\d+$/.test(first) ? Number(first) : null} />
  );
}
