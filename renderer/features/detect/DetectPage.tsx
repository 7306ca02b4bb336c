import '../../components/image-stage/visually-hidden.css';
import './detect.css';
import { useDeferredValue, useEffect } from 'react';
import { useSettings } from '../../api/queries.ts';
import { useRegisterCommands } from '../../app/commands.ts';
import { BatchProgress } from './BatchProgress.tsx';
import { DetectHeader } from './DetectHeader.tsx';
import { DropOverlay } from './DropOverlay.tsx';
import { DETECT_COMMANDS } from './detect-commands.ts';
import { useCurrentItem, useQueue } from './detect-queue.ts';
import { detectView } from './detect-view.ts';
import { EmptyDetect } from './EmptyDetect.tsx';
import { FilmStrip } from './FilmStrip.tsx';
import { ResultPanel } from './ResultPanel.tsx';
import { ResultStage } from './ResultStage.tsx';
import { useDetectKeys } from './use-window-intake.ts';

function Results() {
  const item = useCurrentItem();
  // The picture first: the panel has many controls and may come a few frames later.
  const panelItem = useDeferredValue(item, undefined);
  const many = useQueue(({ items }) => items.length > 1);
  return item === undefined ? (
    <EmptyDetect />
  ) : (
    <div className="results">
      <div className="results-main">
        <ResultStage item={item} />
        {many && <FilmStrip />}
      </div>
      <ResultPanel item={panelItem} />
    </div>
  );
}

/** Drop images, watch them being worked on, and look at what was found. The list outlasts the page. */
export function DetectPage() {
  useDetectKeys();
  useRegisterCommands(DETECT_COMMANDS);
  const thresholds = useSettings().data?.settings.thresholds;
  useEffect(() => {
    if (thresholds !== undefined) detectView.setDefaults(thresholds);
  }, [thresholds]);
  return (
    <div className="page page-fixed detect-page">
      <DetectHeader />
      <BatchProgress />
      <Results />
      <DropOverlay />
    </div>
  );
}
