import '../../components/facts.css';
import { Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from 'wouter';
import { formatBytes, formatCount } from '../../components/format.ts';
import type { QueueItem } from './upload-state.ts';

/** What is known of the image beside its detections. */
export function ImageFacts({ item: { file, path, status } }: { item: QueueItem }) {
  const outcome = status.state === 'done' ? status.outcome : null;
  return (
    <section className="facts" aria-label="Image">
      <dl>
        {path !== file.name && (
          <>
            <dt>File</dt>
            <dd title={path}>{path}</dd>
          </>
        )}
        <dt>Size</dt>
        <dd>
          {outcome !== null && `${formatCount(outcome.width)} × ${formatCount(outcome.height)} px, `}
          {formatBytes(file.size)}
        </dd>
        {outcome !== null && (
          <>
            <dt>Model</dt>
            <dd title={`Version ${outcome.model.version}`}>
              {outcome.model.name} on {outcome.provider}
            </dd>
            <dt>Result</dt>
            <dd>
              {outcome.inferenceId === null ? (
                'Not in history'
              ) : (
                <Link href={`/history/${outcome.inferenceId}`}>{formatCount(outcome.inferenceId)} in history</Link>
              )}
            </dd>
          </>
        )}
      </dl>
      {outcome?.storageError != null && (
        <Text size="sm" role="alert">
          <IconAlertTriangle size={14} aria-hidden /> It could not be kept: {outcome.storageError.detail}
        </Text>
      )}
    </section>
  );
}
