import { IconCheck, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { FeedbackBody } from '../../../native/contract/http/feedback.ts';
import type { HistoryItem } from '../../../native/contract/http/history.ts';
import { addressOf } from '../../api/client.ts';
import { FeatureFacts } from '../../components/FeatureFacts.tsx';
import { formatCount } from '../../components/format.ts';
import { DetectionList, type DetectionMark } from '../../components/image-stage/DetectionList.tsx';
import { ImageStage } from '../../components/image-stage/ImageStage.tsx';
import { ThresholdPanel } from '../../components/image-stage/ThresholdPanel.tsx';
import {
  classCounts,
  type PackedCandidates,
  type ShownDetection,
  scoreHistogram,
} from '../../components/image-stage/view.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { TimingsBar } from '../../components/TimingsBar.tsx';
import { FeedbackPanel } from './FeedbackPanel.tsx';
import { answeredIndex, markOf, markWords } from './feedback.ts';
import { ResultFacts } from './ResultFacts.tsx';
import type { ResultViewState } from './use-result-view.ts';

function Thresholds({ packed, view }: { packed: PackedCandidates; view: ResultViewState }) {
  const { thresholds } = view;
  return (
    <ThresholdPanel
      thresholds={thresholds}
      defaults={view.answered}
      onThresholds={view.setThresholds}
      onReset={() => view.setThresholds(null)}
      histogram={useMemo(() => scoreHistogram(packed, thresholds.iou), [packed, thresholds.iou])}
      suppressed={packed.candidates.suppressed}
      classes={useMemo(() => classCounts(packed, thresholds), [packed, thresholds])}
      filter={view.filter}
      onFilter={view.setFilter}
    />
  );
}

/** Why what is seen is not the picture itself; null when it is. */
function pictureNote({ has_image, has_thumbnail }: HistoryItem): string | null {
  if (has_image) return null;
  return has_thumbnail
    ? 'The picture was not kept. This is its thumbnail, enlarged.'
    : 'The picture was not kept; the boxes stand where they belong.';
}

/** What is said of the detections in view, by their ids. */
function marksOf(item: HistoryItem, shown: readonly ShownDetection[]): Map<number, DetectionMark> {
  const marks = new Map<number, DetectionMark>();
  if (item.feedback.length === 0) return marks;
  for (const detection of shown) {
    const index = answeredIndex(item, detection);
    const mark = index === null ? undefined : markOf(item.feedback, index);
    if (mark === undefined) continue;
    const Icon = mark.verdict === 'right' ? IconCheck : IconX;
    marks.set(detection.id, { icon: <Icon size={14} stroke={2} />, words: markWords(mark) });
  }
  return marks;
}

interface ResultViewProps {
  item: HistoryItem;
  view: ResultViewState;
  say: (said: FeedbackBody) => void;
}

/** The picture with its boxes, and beside it everything that is known of it. */
export function ResultView({ item, view, say }: ResultViewProps) {
  const marks = useMemo(() => marksOf(item, view.shown), [item, view.shown]);
  const params = { id: item.inference_id };
  const thumbnail = item.has_thumbnail ? addressOf('getThumbnail', { params }) : null;
  const note = pictureNote(item);
  return (
    <div className="history-result-body">
      <div className="history-result-main">
        <ImageStage
          src={item.has_image ? addressOf('getImage', { params }) : thumbnail}
          preview={thumbnail}
          alt={item.name}
          width={item.width}
          height={item.height}
          boxes={view.shown}
          selected={view.selected}
          hovered={view.hovered}
          onSelect={view.select}
          onHover={view.hover}
          showBoxes={view.showBoxes}
          onShowBoxes={view.setShowBoxes}
        />
        {note !== null && <p className="quiet history-result-note">{note}</p>}
      </div>
      <aside className="history-panel panel" aria-label="About this result">
        {view.packed !== null ? (
          <Thresholds packed={view.packed} view={view} />
        ) : (
          view.candidatesError !== null && (
            <section>
              <ProblemNote error={view.candidatesError} onRetry={view.retryCandidates} />
            </section>
          )
        )}
        <section className="history-panel-detections" aria-label="Detections">
          <h2>
            Detections <span className="quiet">{formatCount(view.shown.length)}</span>
          </h2>
          {view.answeredFewer && (
            <p className="quiet">
              The request limited classes or number, so it was answered with {formatCount(item.detections.length)} of
              these.
            </p>
          )}
          <DetectionList
            detections={view.shown}
            selected={view.selected}
            hovered={view.hovered}
            onSelect={view.select}
            onHover={view.hover}
            empty="Nothing passes the thresholds and the class filter. Lower the confidence to see more."
            marks={marks}
          />
        </section>
        <FeedbackPanel item={item} view={view} say={say} />
        <FeatureFacts features={item.features} />
        <TimingsBar timings={item.timings_ms} />
        <ResultFacts item={item} />
      </aside>
    </div>
  );
}
