import './notes.css';
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ApiProblem } from '../../api/client.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import type { DemoView } from './demo-query.ts';
import { statusOf } from './demo-query.ts';
import type { DemoSwitch } from './use-demo-switch.ts';

function Note({ icon, role, children }: { icon: ReactNode; role?: 'alert' | 'status'; children: ReactNode }) {
  return (
    <div className="demo-note" role={role}>
      {icon}
      <div>{children}</div>
    </div>
  );
}

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

/** What stands in the line's way, each thing in its own words: console, model, failure, last error, a refused start. */
export function LineNotes({ view, turn }: { view: DemoView; turn: DemoSwitch }) {
  const status = statusOf(view);
  const refused = turn.state.state === 'refused' ? turn.state.error : null;
  const noModel = refused instanceof ApiProblem && refused.code === 'model_not_loaded';
  const { line, note, run } = status ?? { line: null, note: null, run: null };
  return (
    <>
      {view.state === 'lost' && (
        <Note icon={<IconPlugConnectedX {...icon} />} role="status">
          <strong>{view.problem.title}.</strong> {view.problem.message}
        </Note>
      )}
      {line?.state === 'failed' && (
        <Note icon={<IconAlertTriangle {...icon} />} role="alert">
          <strong>The line stopped by itself.</strong> {line.reason}
        </Note>
      )}
      {line?.state === 'starting' && line.reason !== null && (
        <Note icon={<IconInfoCircle {...icon} />}>{line.reason}</Note>
      )}
      {note !== null && (
        <Note icon={<IconAlertTriangle {...icon} />}>
          {note}{' '}
          <Link href="/models" className="demo-note-link">
            Models
          </Link>
        </Note>
      )}
      {run !== null && run.last_error !== null && line?.state !== 'failed' && (
        <Note icon={<IconAlertTriangle {...icon} />}>
          <strong>The last picture that came to nothing:</strong> {run.last_error.detail}
        </Note>
      )}
      {noModel && note === null && (
        <Note icon={<IconAlertTriangle {...icon} />} role="alert">
          {refused.message}{' '}
          <Button component={Link} href="/models" variant="default" size="compact-xs">
            Load a model
          </Button>
        </Note>
      )}
      {refused !== null && !noModel && <ProblemNote error={refused} onRetry={turn.start} />}
    </>
  );
}
