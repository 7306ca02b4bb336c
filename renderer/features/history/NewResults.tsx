import { Button } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatCount } from '../../components/format.ts';
import { toastProblem } from '../../components/undo-toast.tsx';
import type { ViewFilter } from './history-filter.ts';
import { type HistoryList, MOST_NEW, useNewResults } from './history-list.ts';

interface NewResultsProps {
  filter: ViewFilter;
  list: HistoryList;
  /** The list begins with the newest result again. */
  onShown: () => void;
}

/** Says that results have come and shows them when asked; what is looked at never moves by itself. */
export function NewResults({ filter, list, onShown }: NewResultsProps) {
  const count = useNewResults(filter, list);
  const [busy, setBusy] = useState(false);
  const { refresh } = list;
  const isEmpty = list.rows.length === 0;
  useEffect(() => {
    if (isEmpty && count > 0) refresh().catch(toastProblem);
  }, [isEmpty, count, refresh]);

  const show = () => {
    setBusy(true);
    refresh()
      .then(onShown, toastProblem)
      .finally(() => setBusy(false));
  };
  return (
    <div className="history-new" role="status">
      {count > 0 && !isEmpty && (
        <Button radius="xl" loading={busy} leftSection={<IconArrowUp size={14} aria-hidden />} onClick={show}>
          {count >= MOST_NEW ? `${formatCount(MOST_NEW)} or more` : formatCount(count)} new{' '}
          {count === 1 ? 'result' : 'results'}
        </Button>
      )}
    </div>
  );
}
