import './demo.css';
import { Button, Skeleton, VisuallyHidden } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { Link } from 'wouter';
import { DEMO_SOURCE, DEMO_WINDOW, type DemoStatus } from '../../../native/contract/http/demo.ts';
import { FirstLine } from '../../components/FirstLine.tsx';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { ClearButton } from './ClearButton.tsx';
import { RunTimeline } from './DemoCard.tsx';
import { type DemoView, statusOf, useDemo } from './demo-query.ts';
import { demoAnnouncement, demoSentence } from './demo-sentence.ts';
import { KnobPanel } from './Knobs.tsx';
import { LineBadge } from './LineBadge.tsx';
import { LineNotes } from './LineNotes.tsx';
import { LineSwitch } from './LineSwitch.tsx';
import { LiveFigures } from './LiveFigures.tsx';
import { LiveImage } from './LiveImage.tsx';
import { ScenarioChoice } from './ScenarioChoice.tsx';
import { useDemoControls } from './use-demo-controls.ts';
import { useDemoSwitch } from './use-demo-switch.ts';

const POLL_MS = 500;

function Known({ view, status }: { view: DemoView; status: DemoStatus }) {
  const turn = useDemoSwitch();
  const controls = useDemoControls(status);
  const disabled = view.state === 'lost';
  const sentence = demoSentence(status);
  return (
    <>
      <FirstLine
        actions={
          <>
            <LineBadge state={disabled ? 'lost' : status.line.state} />
            <ClearButton disabled={disabled} />
            <Button
              component={Link}
              href={`/history?source=${DEMO_SOURCE}`}
              variant="default"
              leftSection={<IconHistory size={16} stroke={1.7} aria-hidden />}
            >
              Its results
            </Button>
            <LineSwitch status={status} disabled={disabled} turn={turn} />
          </>
        }
      >
        <span title={sentence}>{sentence}</span>
      </FirstLine>
      <VisuallyHidden role="status">{demoAnnouncement(status)}</VisuallyHidden>
      <div className="demo-columns">
        <div className="demo-main">
          <LineNotes view={view} turn={turn} />
          <section className="panel demo-course" aria-label="Scenario">
            <ScenarioChoice status={status} disabled={disabled} turn={turn} />
            <RunTimeline status={status} />
          </section>
          <div className="demo-stage">
            <LiveImage status={status} everyMs={POLL_MS} large />
            <section className="panel demo-stage-figures" aria-label="How the pictures are answered">
              <h2>Last {DEMO_WINDOW} pictures</h2>
              <LiveFigures run={status.run} />
            </section>
          </div>
        </div>
        <KnobPanel controls={controls} disabled={disabled} status={status} />
      </div>
    </>
  );
}

/** The demo line with everything that can be done to it. */
export function DemoPage() {
  const view = useDemo(POLL_MS);
  const status = statusOf(view);
  return (
    <div className="page demo-page">
      {status !== undefined ? (
        <Known view={view} status={status} />
      ) : view.state === 'lost' ? (
        <>
          <FirstLine>The console does not say how its demo line is</FirstLine>
          <ProblemNote error={view.problem} />
        </>
      ) : (
        <>
          <FirstLine>Asking the console for its demo line</FirstLine>
          <div className="demo-columns" aria-busy="true">
            <Skeleton height={520} />
            <Skeleton height={520} />
          </div>
        </>
      )}
    </div>
  );
}
