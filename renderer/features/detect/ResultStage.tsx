import { Button, Loader } from '@mantine/core';
import { EmptyState } from '../../components/EmptyState.tsx';
import { formatCount } from '../../components/format.ts';
import { ImageStage } from '../../components/image-stage/ImageStage.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { detectQueue, useQueue } from './detect-queue.ts';
import { detectView, useDetectView } from './detect-view.ts';
import type { Outcome, QueueItem } from './upload-state.ts';
import { useObjectUrl } from './use-object-url.ts';
import { usePreview } from './use-preview.ts';
import { useShownDetections } from './use-shown-detections.ts';

function Picture({ file, outcome }: { file: File; outcome: Outcome }) {
  const url = useObjectUrl(file);
  const boxes = useShownDetections(outcome);
  return (
    <ImageStage
      src={url}
      preview={usePreview(outcome)}
      alt={file.name}
      width={outcome.width}
      height={outcome.height}
      boxes={boxes}
      selected={useDetectView('selected')}
      hovered={useDetectView('hovered')}
      onSelect={detectView.select}
      onHover={detectView.hover}
      showBoxes={useDetectView('showBoxes')}
      onShowBoxes={detectView.setShowBoxes}
    />
  );
}

function Waiting({ item }: { item: QueueItem }) {
  const before = useQueue(({ items }) => {
    let count = 0;
    for (const { id, status } of items) if (id < item.id && status.state === 'waiting') count++;
    return count;
  });
  const sending = item.status.state === 'sending';
  return (
    <div className="stage-absent stage-note-late" role="status">
      {sending && <Loader size="sm" />}
      <span className="quiet">
        {sending ? 'Detecting objects' : before === 0 ? 'Next in line' : `${formatCount(before)} images before it`}
      </span>
    </div>
  );
}

/** The middle of the page: the picture with its boxes, or why there is none. */
export function ResultStage({ item }: { item: QueueItem }) {
  switch (item.status.state) {
    case 'done':
      return <Picture file={item.file} outcome={item.status.outcome} />;
    case 'failed':
      return (
        <div className="stage-absent">
          <ProblemNote error={item.status.problem} onRetry={() => detectQueue.retry([item.id])} />
        </div>
      );
    case 'cancelled':
      return (
        <div className="stage-absent">
          <EmptyState title="Cancelled" text="This image was not detected.">
            <Button variant="default" onClick={() => detectQueue.retry([item.id])}>
              Send it again
            </Button>
          </EmptyState>
        </div>
      );
    default:
      return (
        <div className="stage-absent">
          <Waiting item={item} />
        </div>
      );
  }
}
