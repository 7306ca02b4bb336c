import './swatch.css';
import './threshold-panel.css';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { ClassFilterList, type ClassFilterListProps } from './ClassFilterList.tsx';
import { ThresholdSlider } from './ThresholdSlider.tsx';
import { HISTOGRAM_FROM, type ViewThresholds } from './view.ts';

export interface ThresholdPanelProps extends ClassFilterListProps {
  thresholds: ViewThresholds;
  /** What reset returns to. */
  defaults: ViewThresholds;
  onThresholds: (thresholds: ViewThresholds) => void;
  /** Back to the defaults; they need not be remembered. */
  onReset: () => void;
  /** Scores of the image in equal bins from 0.05 to 1. */
  histogram: readonly number[];
  /** The model suppresses overlaps itself, so that there is no overlap to choose. */
  suppressed: boolean;
}

/** Thresholds and class filter: a view of what the model proposed, never a new run. */
export function ThresholdPanel(props: ThresholdPanelProps) {
  const { thresholds, defaults, onThresholds, onReset, histogram, suppressed, ...classes } = props;
  const { conf, iou } = thresholds;
  const isDefault = conf === defaults.conf && iou === defaults.iou;
  const reset = `Reset to ${defaults.conf.toFixed(2)} and ${defaults.iou.toFixed(2)}`;
  return (
    <>
      <section className="thresholds" aria-label="Thresholds">
        <ThresholdSlider
          label="Confidence"
          hint="Lowest score shown"
          min={HISTOGRAM_FROM}
          max={1}
          value={conf}
          onChange={(next) => onThresholds({ conf: next, iou })}
          histogram={histogram}
          action={
            !isDefault && (
              <Tooltip label={reset}>
                <ActionIcon size="sm" aria-label={reset} onClick={onReset}>
                  <IconArrowBackUp size={15} stroke={1.7} aria-hidden />
                </ActionIcon>
              </Tooltip>
            )
          }
        />
        {suppressed ? (
          <p className="quiet">Overlap: this model chooses among overlapping boxes itself.</p>
        ) : (
          <ThresholdSlider
            label="Overlap (IoU)"
            hint="Of two boxes of one class that overlap more than this, the better stays"
            min={0}
            max={1}
            value={iou}
            onChange={(next) => onThresholds({ conf, iou: next })}
          />
        )}
      </section>
      <ClassFilterList {...classes} />
    </>
  );
}
