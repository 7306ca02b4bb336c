import '../../components/range.css';
import { ActionIcon, NumberInput, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconPencil } from '@tabler/icons-react';
import { type CSSProperties, useId } from 'react';
import { fromSlider, scaleLimits, sliderRange, toSlider } from './knob-scale.ts';
import { formatKnob, type KnobWords } from './knob-words.ts';

interface KnobSliderProps {
  words: KnobWords;
  value: number;
  onChange: (value: number) => void;
  /** Hands it back to the scenario; absent where it is not the scenario's, or not set. */
  onHandBack?: (() => void) | undefined;
  disabled: boolean;
}

/** One condition of the line: to drag, to step with the arrows or to type, with a way back where the user has set it. */
export function KnobSlider({ words, value, onChange, onHandBack, disabled }: KnobSliderProps) {
  const id = useId();
  const { label, does, scale, shownPer, decimals, unit, way } = words;
  const range = sliderRange(scale);
  const limits = scaleLimits(scale);
  const at = toSlider(scale, value);
  const style: CSSProperties & Record<'--share', string> = {
    '--share': `${((at - range.min) / (range.max - range.min)) * 100}%`,
  };
  return (
    <div className="knob" data-set={onHandBack !== undefined || undefined}>
      <label htmlFor={id} title={does}>
        {label}
      </label>
      {onHandBack !== undefined && (
        <span className="knob-set">
          <IconPencil size={12} stroke={1.8} aria-hidden />
          set
          <Tooltip label="As the scenario says">
            <ActionIcon
              size={20}
              aria-label={`${label}: as the scenario says`}
              disabled={disabled}
              onClick={onHandBack}
            >
              <IconArrowBackUp size={15} stroke={1.8} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </span>
      )}
      <NumberInput
        aria-label={`${label}, as a number`}
        className="knob-number"
        value={Number((value * shownPer).toFixed(decimals))}
        onChange={(next) => {
          const typed = Number(next) / shownPer;
          if (next !== '' && typed !== value && typed >= limits.min && typed <= limits.max) onChange(typed);
        }}
        min={limits.min * shownPer}
        max={limits.max * shownPer}
        step={decimals > 0 ? 10 ** -decimals : 1}
        decimalScale={decimals}
        clampBehavior="blur"
        hideControls
        disabled={disabled}
        {...(unit !== '' && { suffix: unit === '°' ? unit : ` ${unit}` })}
      />
      <input
        id={id}
        className="range"
        data-way={way}
        type="range"
        {...range}
        value={at}
        style={style}
        disabled={disabled}
        aria-valuetext={formatKnob(words, value)}
        aria-description={does}
        onChange={(event) => onChange(fromSlider(scale, Number(event.currentTarget.value)))}
      />
    </div>
  );
}
