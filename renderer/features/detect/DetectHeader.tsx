import { Button } from '@mantine/core';
import { IconFolder, IconPhotoPlus } from '@tabler/icons-react';
import { useConnection } from '../../api/queries.ts';
import { FirstLine } from '../../components/FirstLine.tsx';
import { fileName } from '../../components/format.ts';
import { clearList } from './detect-commands.ts';
import { useCurrentItem, useQueue } from './detect-queue.ts';
import { useDetectView } from './detect-view.ts';
import { firstSentence, type ModelState } from './first-sentence.ts';
import { chooseFolder, chooseImages } from './intake.ts';
import { useShownDetections } from './use-shown-detections.ts';

export function useModelState(): ModelState {
  const connection = useConnection();
  if (connection.state !== 'connected') return { state: 'unknown' };
  const { model, loading } = connection.status;
  if (loading !== null && model === null) return { state: 'loading', name: fileName(loading.path) };
  return model === null ? { state: 'none' } : { state: 'loaded', name: model.name };
}

function useSentence(which: 'thresholds' | 'settled'): string {
  const item = useCurrentItem();
  const outcome = item?.status.state === 'done' ? item.status.outcome : undefined;
  const filter = useDetectView('filter');
  const { conf } = useDetectView(which);
  const model = useModelState();
  return firstSentence(item, useShownDetections(outcome, which), { conf, filter }, model);
}

function Sentence() {
  const sentence = useSentence('thresholds');
  return <span title={sentence}>{sentence}</span>;
}

/** Read aloud once a slider rests, not at each of its steps. */
function SpokenSentence() {
  return (
    <p className="visually-hidden" role="status">
      {useSentence('settled')}
    </p>
  );
}

/** The first line of the page and how images get in. */
export function DetectHeader() {
  const any = useQueue(({ items }) => items.length > 0);
  return (
    <>
      <FirstLine
        actions={
          <>
            {any && (
              <Button variant="subtle" color="gray" onClick={clearList}>
                Clear list
              </Button>
            )}
            <Button variant="default" leftSection={<IconFolder size={16} aria-hidden />} onClick={chooseFolder}>
              Choose folder
            </Button>
            <Button leftSection={<IconPhotoPlus size={16} aria-hidden />} onClick={chooseImages}>
              Choose images
            </Button>
          </>
        }
      >
        <Sentence />
      </FirstLine>
      <SpokenSentence />
    </>
  );
}
