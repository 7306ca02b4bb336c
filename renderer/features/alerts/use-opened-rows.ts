import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { type AlertGroup, type AlertRowModel, pathTo, rowsOf } from './alert-groups.ts';

export interface OpenedRows {
  rows: (groups: readonly AlertGroup[]) => AlertRowModel[];
  isOpen: (row: AlertRowModel) => boolean;
  toggle: (row: AlertRowModel) => void;
}

/**
 * Which rows are open: of the alerts the one that the address names, `open`, with whatever it stands in; of groups those that
 * somebody opened.
 */
export function useOpenedRows(groups: readonly AlertGroup[], open: number | null): OpenedRows {
  const [, navigate] = useLocation();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const path = open === null ? [] : pathTo(open, groups);
  // Also where the alert comes to stand elsewhere, because another one inhibits it now.
  const place = path.join('\n');
  useEffect(() => {
    if (place !== '') setOpened((before) => new Set([...before, ...place.split('\n')]));
  }, [place]);
  return {
    rows: (some) => rowsOf(some, (key) => opened.has(key)),
    isOpen: (row) => (row.kind === 'alert' ? row.alert.id === open : opened.has(row.key)),
    toggle(row) {
      const go = (to: string) => navigate(to, { replace: true });
      if (row.kind === 'alert') {
        go(row.alert.id === open ? '/alerts' : `/alerts/${row.alert.id}`);
        return;
      }
      const next = new Set(opened);
      if (!next.delete(row.key)) next.add(row.key);
      // What the address names is not to be hidden.
      else if (path.includes(row.key)) go('/alerts');
      setOpened(next);
    },
  };
}
