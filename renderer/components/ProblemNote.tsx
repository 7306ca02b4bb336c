import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { ApiProblem } from '../api/client.ts';

/** An error where it happened: what, why and what to do, with everything a report needs behind one button. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const problem =
    error instanceof ApiProblem ? error : new ApiProblem('internal', 'Something went wrong', String(error), null);
  const details = `${problem.title}\n${problem.message}\ncode ${problem.code}, request ${problem.requestId ?? 'none'}`;
  return (
    <Alert
      className="problem-note"
      color="orange"
      variant="transparent"
      icon={<IconAlertTriangle aria-hidden />}
      title={problem.title}
      role="alert"
    >
      <Text size="sm">{problem.message}</Text>
      <Group mt="sm" gap="sm">
        {onRetry !== undefined && (
          <Button variant="default" onClick={onRetry}>
            Try again
          </Button>
        )}
        <Button variant="subtle" color="gray" onClick={() => void navigator.clipboard.writeText(details)}>
          Copy details
        </Button>
      </Group>
    </Alert>
  );
}
