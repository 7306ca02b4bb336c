import { Button } from '@mantine/core';
import { IconBoxOff } from '@tabler/icons-react';
import { Link } from 'wouter';
import { EmptyState } from '../../components/EmptyState.tsx';

export function NoModel() {
  return (
    <section className="panel drift-empty">
      <EmptyState
        icon={<IconBoxOff size={40} stroke={1.2} className="quiet" aria-hidden />}
        title="No model is loaded"
        text="The images that a model answers first become the reference; the latest ones are then compared with them."
      >
        <Button component={Link} href="/models">
          Load a model
        </Button>
      </EmptyState>
    </section>
  );
}
