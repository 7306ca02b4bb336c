import './demo.css';
import './knobs.css';
import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { DemoStatus } from '../../../native/contract/http/demo.ts';
import { ClearButton } from './ClearButton.tsx';
import { nextStart, useChoice } from './demo-choice.ts';
import { type DemoView, isOn, statusOf } from './demo-query.ts';
import { demoAnnouncement, scenarioOf } from './demo-sentence.ts';
import { Knob, RateSlider } from './Knobs.tsx';
import { QUICK_KNOBS } from './knob-words.ts';
import { LineBadge } from './LineBadge.tsx';
import { LineNotes } from './LineNotes.tsx';
import { LineSwitch } from './LineSwitch.tsx';
import { LiveFigures, RunCounts } from './LiveFigures.tsx';
import { LiveImage } from './LiveImage.tsx';
import { ScenarioChoice } from './ScenarioChoice.tsx';
import { Timeline } from './Timeline.tsx';
import { useDemoControls } from './use-demo-controls.ts';
import { useDemoSwitch } from './use-demo-switch.ts';

/** Where a run is on its time line; of another scenario that is chosen, where it would begin. */
export function RunTimeline({ status }: { status: DemoStatus }) {
  const { scenario } = nextStart(useChoice(), status.run);
  const shown = scenarioOf(status, scenario);
  const isOfRun = status.run !== null && status.run.scenario === scenario;
  return shown === undefined ? null : (
    <Timeline phases={shown.phases} picture={isOfRun ? (status.run?.pictures ?? null) : null} isOn={isOn(status)} />
  );
}

function Known({ view, status }: { view: DemoView; status: DemoStatus }) {
  const turn = useDemoSwitch();
  const controls = useDemoControls(status);
  const disabled = view.state === 'lost';
  return (
    <>
      <header className="demo-card-head">
        <h2>Demo line</h2>
        <LineBadge state={disabled ? 'lost' : status.line.state} />
        <div className="demo-card-actions">
          <ClearButton disabled={disabled} />
          <Button
            component={Link}
            href="/demo"
            variant="default"
            leftSection={<IconAdjustmentsHorizontal size={16} stroke={1.7} aria-hidden />}
          >
            All conditions{controls.setCount > 0 && `, ${controls.setCount} set`}
          </Button>
          <LineSwitch status={status} disabled={disabled} turn={turn} />
        </div>
      </header>
      <VisuallyHidden role="status">{demoAnnouncement(status)}</VisuallyHidden>
      <div className="demo-card-body">
        <LiveImage status={status} everyMs={1_000} large={false} />
        <div className="demo-card-course">
          <LineNotes view={view} turn={turn} />
          <ScenarioChoice status={status} disabled={disabled} turn={turn} />
          <RunTimeline status={status} />
          {status.run !== null && <RunCounts run={status.run} />}
        </div>
        <LiveFigures run={status.run} />
      </div>
      <div className="demo-card-knobs">
        <RateSlider controls={controls} disabled={disabled} />
        {QUICK_KNOBS.map((path) => (
          <Knob key={path} path={path} controls={controls} disabled={disabled} />
        ))}
      </div>
    </>
  );
}

/** The demo line in a place among others: its state, its course, and the conditions that show most. */
export function DemoCard({ view }: { view: DemoView }) {
  const status = statusOf(view);
  return (
    <section id="demo-line" className="panel demo-card" aria-label="Demo line" tabIndex={-1}>
      {status === undefined ? (
        <Skeleton height={360} aria-label="Asking the console for its demo line" />
      ) : (
        <Known view={view} status={status} />
      )}
    </section>
  );
}
