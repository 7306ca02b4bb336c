import { Button, Group, Popover } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { formatCount, plural } from '../../components/format.ts';
import { detectQueue, useQueue } from './detect-queue.ts';
import { detectView } from './detect-view.ts';

const LISTED = 200;

function Failures({ onShow }: { onShow: () => void }) {
  const items = useQueue((state) => state.items);
  const failed = useMemo(
    () => items.flatMap((item) => (item.status.state === 'failed' ? [{ item, problem: item.status.problem }] : [])),
    [items],
  );
  return (
    <>
      <Group justify="space-between">
        <strong>{plural(failed.length, 'image')} failed</strong>
        <Button variant="default" onClick={() => detectQueue.retryAll('failed')}>
          Retry all
        </Button>
      </Group>
      <ul className="failure-list">
        {failed.slice(0, LISTED).map(({ item, problem }) => (
          <li key={item.id}>
            <button
              type="button"
              className="failure-name"
              title={item.path}
              onClick={() => {
                detectView.show(item.id);
                onShow();
              }}
            >
              {item.path}
            </button>
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`Retry ${item.file.name}`}
              onClick={() => detectQueue.retry([item.id])}
            >
              Retry
            </Button>
            <p className="quiet">
              {problem.title}. {problem.message}
            </p>
          </li>
        ))}
      </ul>
      {failed.length > LISTED && <p className="quiet">And {formatCount(failed.length - LISTED)} more.</p>}
    </>
  );
}

/** What failed and why, each to look at or to send again. */
export function FailureList() {
  const count = useQueue(({ counts }) => counts.failed);
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} width={440} position="bottom-end" shadow="md" withArrow trapFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconAlertTriangle size={14} className="batch-failed" aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          onClick={() => setOpen((was) => !was)}
        >
          {formatCount(count)} failed
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="Failed images">
        <Failures onShow={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
