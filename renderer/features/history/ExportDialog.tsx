import './export.css';
import { Button, Checkbox, Group, Modal, Progress, Radio, Stack, Text } from '@mantine/core';
import { IconCheck, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { DEFAULT_CONF, DEFAULT_IOU } from '../../../native/contract/http/detect.ts';
import type { EXPORT_FORMATS } from '../../../native/contract/http/history-actions.ts';
import { useSettings } from '../../api/queries.ts';
import { formatBytes, formatCount, plural } from '../../components/format.ts';
import { ThresholdSlider } from '../../components/image-stage/ThresholdSlider.tsx';
import '../../components/image-stage/threshold-panel.css';
import type { ViewThresholds } from '../../components/image-stage/view.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import type { ExportChoice } from './export-choice.ts';
import { MOST_IDS } from './history-actions.ts';
import { type ExportState, useExport } from './use-export.ts';

type Format = (typeof EXPORT_FORMATS)[number];

const FORMATS: readonly { format: Format; label: string; gives: string }[] = [
  { format: 'json', label: 'JSON', gives: 'Everything that is kept of each result, as the API answers it' },
  { format: 'csv', label: 'CSV', gives: 'One line for each detection, for spreadsheets and data frames' },
  { format: 'coco', label: 'COCO', gives: 'One annotation file for tools that read COCO detections' },
  { format: 'yolo', label: 'YOLO labels', gives: 'One text file for each image, with data.yaml and its class order' },
];

function picturesNote({ count, pictures }: ExportChoice): string {
  if (pictures === null) return 'Where a picture was not kept, its labels stand alone.';
  if (pictures === 0) return 'No picture of these was kept.';
  if (count === null || pictures === count) return `${plural(pictures, 'picture')}, byte for byte.`;
  return `${plural(pictures, 'picture')}; ${formatCount(count - pictures)} were not kept and are left out.`;
}

function Outcome({ state, onRetry }: { state: ExportState; onRetry: () => void }) {
  switch (state.state) {
    case 'choosing':
      return null;
    case 'running': {
      const { received, total } = state.progress;
      return (
        <div role="status" className="export-outcome">
          <Progress
            aria-label="Download"
            value={total === null ? 100 : (received / total) * 100}
            animated={total === null}
          />
          <Text size="sm" mt={4} className="quiet">
            {received === 0
              ? 'The file is being made'
              : `${formatBytes(received)}${total === null ? ' so far' : ` of ${formatBytes(total)}`}`}
          </Text>
        </div>
      );
    }
    case 'done':
      return (
        <Text role="status" size="sm" className="export-outcome">
          <IconCheck size={15} aria-hidden /> {state.name}, {formatBytes(state.bytes)}, is in your downloads.
        </Text>
      );
    case 'failed':
      return (
        <div className="export-outcome">
          <ProblemNote error={state.error} onRetry={onRetry} />
        </div>
      );
  }
}

interface ExportDialogProps {
  /** The first one is chosen at the beginning. */
  choices: readonly ExportChoice[];
  /** What is looked through now, to be taken over; null: what each was answered with. */
  thresholds: ViewThresholds | null;
  onClose: () => void;
}

/** Which results leave in which format, through which thresholds, with or without their pictures. */
export function ExportDialog({ choices, thresholds, onClose }: ExportDialogProps) {
  const [at, setAt] = useState(0);
  const [format, setFormat] = useState<Format>('json');
  const defaults = useSettings().data?.settings.thresholds ?? { conf: DEFAULT_CONF, iou: DEFAULT_IOU };
  const [chosen, setChosen] = useState(thresholds);
  const [images, setImages] = useState(false);
  const { state, start, cancel } = useExport();
  const choice = choices[at];
  if (choice === undefined) return null;
  const running = state.state === 'running';
  const tooMany = 'ids' in choice.target && choice.target.ids.length > MOST_IDS;
  const begin = () =>
    void start({
      selection: choice.target,
      format,
      images: images && choice.pictures !== 0,
      ...(chosen === null ? {} : { thresholds: chosen }),
    });
  return (
    <Modal opened onClose={onClose} title="Export results" size={560} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="export-form" onSubmit={(event) => event.preventDefault()}>
        <fieldset className="export-form" disabled={running}>
          {choices.length > 1 ? (
            <Radio.Group label="What" value={String(at)} onChange={(value) => setAt(Number(value))}>
              <Group mt={4} gap="md">
                {choices.map(({ label }, position) => (
                  <Radio key={label} size="xs" value={String(position)} label={label} />
                ))}
              </Group>
            </Radio.Group>
          ) : (
            <Text size="sm">{choice.label}</Text>
          )}
          <Radio.Group label="Format" value={format} onChange={(value) => setFormat(value as Format)}>
            <div className="export-formats">
              {FORMATS.map((each) => (
                <Radio.Card key={each.format} value={each.format} className="export-format">
                  <Radio.Indicator size="xs" />
                  <span>
                    <strong>{each.label}</strong>
                    <span className="quiet">{each.gives}</span>
                  </span>
                </Radio.Card>
              ))}
            </div>
          </Radio.Group>
          <Radio.Group
            label="Thresholds, which the file states"
            value={chosen === null ? 'answered' : 'chosen'}
            onChange={(value) => setChosen(value === 'answered' ? null : { conf: defaults.conf, iou: defaults.iou })}
          >
            <Group mt={4} gap="md">
              <Radio size="xs" value="answered" label="As each was answered" />
              <Radio size="xs" value="chosen" label="These for all" />
            </Group>
          </Radio.Group>
          {chosen !== null && (
            <Stack gap="xs">
              <ThresholdSlider
                label="Confidence"
                hint="Lowest score exported"
                min={0.05}
                max={1}
                value={chosen.conf}
                onChange={(conf) => setChosen({ ...chosen, conf })}
              />
              <ThresholdSlider
                label="Overlap (IoU)"
                hint="Of two boxes of one class that overlap more than this, the better stays"
                min={0}
                max={1}
                value={chosen.iou}
                onChange={(iou) => setChosen({ ...chosen, iou })}
              />
            </Stack>
          )}
          <Checkbox
            checked={images && choice.pictures !== 0}
            disabled={choice.pictures === 0}
            onChange={(event) => setImages(event.currentTarget.checked)}
            label="Include the pictures, in a ZIP"
            description={picturesNote(choice)}
          />
        </fieldset>
        {tooMany && (
          <Text size="sm" role="alert">
            At most {formatCount(MOST_IDS)} selected results fit in one export. Select all that match instead.
          </Text>
        )}
        <Outcome state={state} onRetry={begin} />
        <Group justify="flex-end" gap="sm">
          {running ? (
            <Button variant="default" onClick={cancel}>
              Cancel
            </Button>
          ) : (
            <Button variant="default" onClick={onClose}>
              Close
            </Button>
          )}
          <Button
            type="submit"
            leftSection={<IconDownload size={15} aria-hidden />}
            disabled={running || tooMany}
            onClick={begin}
          >
            {choice.count === null ? 'Export all that match' : `Export ${plural(choice.count, 'result')}`}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
