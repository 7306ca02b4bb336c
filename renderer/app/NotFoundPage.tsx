import { Button } from '@mantine/core';
import { Link } from 'wouter';
import { EmptyState } from '../components/EmptyState.tsx';

export function NotFoundPage() {
  return (
    <EmptyState title="There is nothing at this address" text="The page may have moved, or the result may be deleted.">
      <Button component={Link} href="/">
        Go to Overview
      </Button>
    </EmptyState>
  );
}
