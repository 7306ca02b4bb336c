import './drift-dialog.css';
import { Drawer, Skeleton } from '@mantine/core';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { useDriftConfig } from './drift-queries.ts';
import { RulesForm } from './RulesForm.tsx';

/** How drift is judged, beside the page it is judged on. */
export function DriftSettings({ hasModel, onClose }: { hasModel: boolean; onClose: () => void }) {
  const { data, error, refetch } = useDriftConfig();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={640}
      title="Rules of drift"
      lockScroll={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {data !== undefined ? (
        <RulesForm saved={data.config} features={data.features} hasModel={hasModel} onClose={onClose} />
      ) : error !== null ? (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={400} aria-label="Asking for the rules" />
      )}
    </Drawer>
  );
}
