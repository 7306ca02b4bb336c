import './alerts.css';
import './alert-details.css';
import { Link, useLocation } from 'wouter';
import { AlertsView } from './AlertsView.tsx';
import { RulesView } from './RulesView.tsx';

/** What is wrong and was at `/alerts` and `/alerts/ID`, by which rules at `/alerts/rules` and `/alerts/rules/NAME`. */
export function AlertsPage() {
  const [location] = useLocation();
  const [, , first = '', second = ''] = location.split('/');
  const isRules = first === 'rules';
  const views = (
    <nav className="alerts-views" aria-label="Alerts and their rules">
      <Link href="/alerts" aria-current={isRules ? undefined : 'page'}>
        Alerts
      </Link>
      <Link href="/alerts/rules" aria-current={isRules ? 'page' : undefined}>
        Rules
      </Link>
    </nav>
  );
  return isRules ? (
    <RulesView views={views} open={second === '' ? null : second} />
  ) : (
    <AlertsView views={views} open={/^\d+$/.test(first) ? Number(first) : null} />
  );
}
