import './knobs.css';
import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import type { DemoStatus } from '../../../native/contract/http/demo.ts';
import { isOn } from './demo-query.ts';
import { KnobSlider } from './KnobSlider.tsx';
import { KNOB_GROUPS, KNOB_WORDS, type KnobPath, type KnobWords, RATE_SCALE } from './knob-words.ts';
import { RunCounts } from './LiveFigures.tsx';
import type { DemoControls } from './use-demo-controls.ts';

const RATE_WORDS: KnobWords = {
  label: 'Rate',
  does: 'Pictures per second',
  scale: RATE_SCALE,
  shownPer: 1,
  decimals: 1,
  unit: '/s',
};

interface ControlsProps {
  controls: DemoControls;
  disabled: boolean;
}

export function RateSlider({ controls, disabled }: ControlsProps) {
  return <KnobSlider words={RATE_WORDS} value={controls.rate} onChange={controls.setRate} disabled={disabled} />;
}

export function Knob({ path, controls, disabled }: ControlsProps & { path: KnobPath }) {
  const { value, isSet } = controls.knob(path);
  return (
    <KnobSlider
      words={KNOB_WORDS[path]}
      value={value}
      onChange={(next) => controls.setKnob(path, next)}
      onHandBack={isSet ? () => controls.setKnob(path, null) : undefined}
      disabled={disabled}
    />
  );
}

/** "As the scenario says", for all that is set. */
function HandAllBack({ controls, disabled }: ControlsProps) {
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<IconArrowBackUp size={15} stroke={1.8} aria-hidden />}
      disabled={disabled}
      onClick={controls.handAllBack}
    >
      All as the scenario says
    </Button>
  );
}

/** Every condition of the line. What is set holds against the scenario. */
export function KnobPanel({ controls, disabled, status }: ControlsProps & { status: DemoStatus }) {
  const { setCount } = controls;
  return (
    <aside className="panel demo-knobs" aria-label="Conditions">
      <div className="knob-head">
        <h2>Conditions</h2>
        {setCount > 0 && <HandAllBack controls={controls} disabled={disabled} />}
        <p className="quiet">
          {setCount === 0
            ? 'All as the scenario says. What you move holds against it.'
            : `${setCount} set by you; the scenario moves the others.`}
          {!isOn(status) && ' The line stands still: the next start begins with these.'}
        </p>
      </div>
      <div className="knob-groups">
        <div className="knob-group">
          <RateSlider controls={controls} disabled={disabled} />
          {status.run !== null && <RunCounts run={status.run} />}
        </div>
        {KNOB_GROUPS.map(({ title, knobs }) => (
          <fieldset key={title} className="knob-group">
            <legend>{title}</legend>
            {knobs.map((path) => (
              <Knob key={path} path={path} controls={controls} disabled={disabled} />
            ))}
          </fieldset>
        ))}
      </div>
    </aside>
  );
}
