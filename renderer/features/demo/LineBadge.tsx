import { Loader } from '@mantine/core';
import { IconAlertTriangle, IconPlayerPlayFilled, IconPlayerStop, IconPlugConnectedX } from '@tabler/icons-react';
import type { DemoState } from '../../../native/contract/http/demo.ts';

const icon = { size: 13, stroke: 1.8, 'aria-hidden': true } as const;

const STATES = {
  stopped: { word: 'Stopped', sign: <IconPlayerStop {...icon} /> },
  starting: { word: 'Starting', sign: <Loader size={11} aria-hidden /> },
  running: { word: 'Running', sign: <IconPlayerPlayFilled {...icon} /> },
  failed: { word: 'Failed', sign: <IconAlertTriangle {...icon} /> },
  lost: { word: 'Console unreachable', sign: <IconPlugConnectedX {...icon} /> },
} as const satisfies Record<DemoState['state'] | 'lost', unknown>;

/** The state of the line: a sign and a word. */
export function LineBadge({ state }: { state: DemoState['state'] | 'lost' }) {
  const { word, sign } = STATES[state];
  return (
    <span className="demo-badge" data-state={state} data-testid="demo-state">
      {sign}
      {word}
    </span>
  );
}
