import '../range.css';
import { NumberInput } from '@mantine/core';
import { type CSSProperties, type ReactNode, useId } from 'react';

export interface ThresholdSliderProps {
  label: string;
  /** One sentence on what it does. */
  hint: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
  /** How many scores lie in each of equally wide bins from min to max; drawn behind the slider. */
  histogram?: readonly number[];
  /** Beside the label. */
  action?: ReactNode;
}

const STEP = 0.01;
const HEIGHT = 28;

/** Bars of a histogram as one path, each bin one unit wide. Heights by square root, so that rare scores are seen too. */
function barsPath(histogram: readonly number[]): string {
  const highest = Math.sqrt(Math.max(...histogram, 1));
  return histogram
    .map((count, bin) => {
      if (count === 0) return '';
      const height = Math.max(2, (Math.sqrt(count) / highest) * HEIGHT);
      return `M${bin + 0.1} ${HEIGHT}v${-height.toFixed(1)}h0.8V${HEIGHT}z`;
    })
    .join('');
}

function Histogram({ histogram, share }: { histogram: readonly number[]; share: number }) {
  const clip = useId();
  const path = barsPath(histogram);
  return (
    <svg
      className="threshold-histogram"
      viewBox={`0 0 ${histogram.length} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <clipPath id={clip}>
        <rect x={share * histogram.length} width={histogram.length} height={HEIGHT} />
      </clipPath>
      <path d={path} className="threshold-bars-below" />
      <path d={path} className="threshold-bars-above" clipPath={`url(#${clip})`} />
    </svg>
  );
}

/** A threshold between 0 and 1 to drag, to step with the arrows or to type. */
export function ThresholdSlider(props: ThresholdSliderProps) {
  const { label, hint, value, min, max, onChange, histogram, action } = props;
  const id = useId();
  const share = (value - min) / (max - min);
  const style: CSSProperties & Record<'--share', string> = { '--share': `${share * 100}%` };
  return (
    <div className="threshold" data-histogram={histogram !== undefined || undefined}>
      <label htmlFor={id} title={hint}>
        {label}
      </label>
      <span className="threshold-action">{action}</span>
      <NumberInput
        aria-label={`${label}, as a number`}
        className="threshold-number"
        value={value}
        onChange={(next) => {
          // A number that is still being typed, "0.90" on its way to "0.95", comes as text.
          const typed = Number(next);
          if (next !== '' && typed >= min && typed <= max) onChange(typed);
        }}
        min={min}
        max={max}
        step={STEP}
        decimalScale={2}
        fixedDecimalScale
        clampBehavior="blur"
      />
      <div className="threshold-track">
        {histogram !== undefined && <Histogram histogram={histogram} share={share} />}
        <input
          id={id}
          className="range"
          type="range"
          min={min}
          max={max}
          step={STEP}
          value={value}
          style={style}
          aria-valuetext={value.toFixed(2)}
          onChange={(event) => onChange(Number(event.currentTarget.value))}
        />
      </div>
    </div>
  );
}
