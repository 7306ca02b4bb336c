import { useEffect, useMemo } from 'react';
import { FeatureFacts } from '../../components/FeatureFacts.tsx';
import { formatCount } from '../../components/format.ts';
import { DetectionList } from '../../components/image-stage/DetectionList.tsx';
import { ThresholdPanel } from '../../components/image-stage/ThresholdPanel.tsx';
import { classCounts, scoreHistogram } from '../../components/image-stage/view.ts';
import { TimingsBar } from '../../components/TimingsBar.tsx';
import { detectView, useDetectView } from './detect-view.ts';
import { ImageFacts } from './ImageFacts.tsx';
import { StarterNote } from './ModelKnows.tsx';
import type { Outcome, QueueItem } from './upload-state.ts';
import { useShownDetections } from './use-shown-detections.ts';

function Thresholds({ outcome: { packed } }: { outcome: Outcome }) {
  const thresholds = useDetectView('thresholds');
  return (
    <ThresholdPanel
      thresholds={thresholds}
      defaults={useDetectView('defaults')}
      onThresholds={detectView.setThresholds}
      onReset={detectView.resetThresholds}
      histogram={useMemo(() => scoreHistogram(packed, thresholds.iou), [packed, thresholds.iou])}
      suppressed={packed.candidates.suppressed}
      classes={useMemo(() => classCounts(packed, thresholds), [packed, thresholds])}
      filter={useDetectView('filter')}
      onFilter={detectView.changeFilter}
    />
  );
}

function Detections({ outcome }: { outcome: Outcome }) {
  const detections = useShownDetections(outcome);
  return (
    <section className="panel-detections" aria-label="Detections">
      <h2>
        Detections <span className="quiet">{formatCount(detections.length)}</span>
      </h2>
      <DetectionList
        detections={detections}
        selected={useDetectView('selected')}
        hovered={useDetectView('hovered')}
        onSelect={detectView.select}
        onHover={detectView.hover}
        empty="Nothing passes the thresholds and the class filter. Lower the confidence to see more."
      />
    </section>
  );
}

/** The right side: thresholds, classes, detections, timings and facts of the image on the stage. */
export function ResultPanel({ item }: { item: QueueItem | undefined }) {
  const outcome = item?.status.state === 'done' ? item.status.outcome : undefined;
  const pending = item?.status.state === 'waiting' || item?.status.state === 'sending';
  const modelId = outcome?.model.id;
  useEffect(() => {
    if (modelId !== undefined) detectView.takeModel(modelId);
  }, [modelId]);
  return (
    <aside className="result-panel panel" aria-label="Result">
      {outcome !== undefined && (
        <>
          <Thresholds outcome={outcome} />
          <Detections outcome={outcome} />
          <StarterNote of={outcome.model} />
          <TimingsBar timings={outcome.timings} />
        </>
      )}
      {item !== undefined && <ImageFacts item={item} />}
      {outcome !== undefined && <FeatureFacts features={outcome.features} />}
      {pending && <p className="quiet">Detections, thresholds and timings come with the result.</p>}
    </aside>
  );
}
