import './first-run.css';
import { Button, Loader } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBox,
  IconCheck,
  IconFileImport,
  IconPhotoPlus,
  IconPlayerPlay,
} from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { Link } from 'wouter';
import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import { BoxedPicture } from '../../components/BoxedPicture.tsx';
import { FIRST_SCENARIO } from '../demo/demo-choice.ts';
import { type DemoView, statusOf } from '../demo/demo-query.ts';
import { scenarioOf } from '../demo/demo-sentence.ts';
import { LineNotes } from '../demo/LineNotes.tsx';
import { STILL, STILL_PARTS } from '../demo/still-scene.ts';
import { useDemoSwitch } from '../demo/use-demo-switch.ts';
import { FORMATS } from '../detect/image-files.ts';
import { modelSentence } from './overview-sentence.ts';

interface DoorProps {
  title: string;
  text: string;
  picture: ReactNode;
  children: ReactNode;
}

function Door({ title, text, picture, children }: DoorProps) {
  const id = useId();
  return (
    <section className="panel door" aria-labelledby={id}>
      <div className="door-picture">{picture}</div>
      <h2 id={id}>{title}</h2>
      <p className="quiet">{text}</p>
      <div className="door-way">{children}</div>
    </section>
  );
}

function ModelState({ status }: { status: ConsoleStatus }) {
  const sign = { size: 16, stroke: 2, 'aria-hidden': true } as const;
  const { model, loading } = status;
  return (
    <p className="first-model" role="status" data-testid="first-model" data-loaded={model !== null}>
      {model !== null ? (
        <IconCheck {...sign} />
      ) : loading !== null ? (
        <Loader size={14} />
      ) : (
        <IconAlertTriangle {...sign} />
      )}
      {modelSentence(status)}
    </p>
  );
}

const big = { size: 56, stroke: 1, 'aria-hidden': true } as const;
const small = { size: 18, stroke: 1.7, 'aria-hidden': true } as const;
const mod = navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';

interface FirstRunProps {
  status: ConsoleStatus;
  demo: DemoView;
  onImages: () => void;
  /** The line has been started from here. */
  onStarted: () => void;
}

/** The page before the first result: what Vigil does, and three ways in. */
export function FirstRun({ status, demo, onImages, onStarted }: FirstRunProps) {
  const turn = useDemoSwitch(onStarted);
  const known = statusOf(demo);
  const scenario = known === undefined ? undefined : scenarioOf(known, FIRST_SCENARIO);
  const hasModel = status.model !== null || status.loading !== null;
  return (
    <div className="first-run">
      <header>
        <h1>Vigil runs your object detector, keeps every result and shows when its world begins to change</h1>
        <ModelState status={status} />
      </header>
      <div className="doors">
        <Door
          title="Drop a picture"
          text={`One or thousands, from a folder or the clipboard: ${FORMATS}. Drop them anywhere on this page.`}
          picture={
            <div className="door-drop">
              <IconPhotoPlus {...big} />
              <span>
                <kbd>{mod}</kbd> <kbd>O</kbd> chooses, <kbd>{mod}</kbd> <kbd>V</kbd> pastes
              </span>
            </div>
          }
        >
          <Button
            size="md"
            variant={hasModel ? 'filled' : 'default'}
            leftSection={<IconPhotoPlus {...small} />}
            onClick={onImages}
          >
            Choose images
          </Button>
        </Door>
        <Door
          title="Start the demo line"
          text={
            scenario === undefined
              ? 'A conveyor belt of small parts, drawn, on which something goes wrong.'
              : `A conveyor belt of small parts, drawn. ${scenario.sentence}`
          }
          picture={<BoxedPicture {...STILL} boxes={STILL_PARTS} alt="" fit="cover" labels="names" />}
        >
          <Button
            size="md"
            variant={hasModel ? 'filled' : 'default'}
            leftSection={<IconPlayerPlay {...small} />}
            loading={turn.state.state === 'asking'}
            disabled={demo.state !== 'known'}
            onClick={turn.start}
          >
            Start the demo line
          </Button>
        </Door>
        <Door
          title="Load your own model"
          text="The ONNX file of a YOLO detector: v5, v8 to v12, v26 or YOLOX. Labels and sizes are read from it."
          picture={
            <div className="door-drop">
              <IconBox {...big} />
              <span>One .onnx file, dropped here or chosen there</span>
            </div>
          }
        >
          <Button
            size="md"
            component={Link}
            href="/models"
            variant={hasModel ? 'default' : 'filled'}
            leftSection={<IconFileImport {...small} />}
          >
            Go to Models
          </Button>
        </Door>
      </div>
      {(turn.state.state === 'refused' || demo.state === 'lost') && (
        <div className="first-notes">
          <LineNotes view={demo} turn={turn} />
        </div>
      )}
      <p className="quiet first-keys">
        <span>
          <kbd>{mod}</kbd> <kbd>K</kbd> finds every command
        </span>
        <span>
          <kbd>?</kbd> lists the keys
        </span>
        <span>
          <a href="/docs" target="_blank" rel="noopener">
            HTTP API
          </a>{' '}
          for scripts and cameras
        </span>
        <span>Nothing leaves this machine</span>
      </p>
    </div>
  );
}
