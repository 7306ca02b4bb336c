import { Button, Group } from '@mantine/core';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { EmptyState } from '../components/EmptyState.tsx';

type State = { failed: false } | { failed: true; error: Error };

/** A page that throws is replaced by what went wrong; navigation and the status bar live on. */
export class ErrorBoundary extends Component<{ children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(error: Error): State {
    return { failed: true, error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    // biome-ignore lint/suspicious/noConsole: the only place where a mistake of the page itself can be read
    console.error(error, info.componentStack);
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { message, stack } = this.state.error;
    return (
      <EmptyState title="This page failed" text={`${message}. The rest of the console goes on.`}>
        <Group>
          <Button onClick={() => this.setState({ failed: false })}>Open it again</Button>
          <Button variant="default" onClick={() => void navigator.clipboard.writeText(stack ?? message)}>
            Copy details
          </Button>
        </Group>
      </EmptyState>
    );
  }
}
