import { useEffect } from 'react';
import { badgeOf } from '../../native/contract/alert-badge.ts';
import { useFiringAlerts } from '../api/alerts.ts';
import { titleOf } from './alert-title.ts';

/** Says in the title of the window how many alerts fire: the one thing of a page that is seen while another is open. */
export function useAlertTitle(): void {
  const title = titleOf(badgeOf(useFiringAlerts().data?.alerts ?? []));
  useEffect(() => {
    document.title = title;
  }, [title]);
}
