import { Button } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { DemoStatus } from '../../../native/contract/http/demo.ts';
import { isOn } from './demo-query.ts';
import type { DemoSwitch } from './use-demo-switch.ts';

const icon = { size: 16, stroke: 1.7, 'aria-hidden': true } as const;

interface LineSwitchProps {
  status: DemoStatus;
  disabled: boolean;
  turn: DemoSwitch;
}

/** Start or stop: one button, so that it keeps the focus. */
export function LineSwitch({ status, disabled, turn }: LineSwitchProps) {
  const on = isOn(status);
  return (
    <Button
      variant={on ? 'default' : 'filled'}
      leftSection={on ? <IconPlayerStop {...icon} /> : <IconPlayerPlay {...icon} />}
      loading={turn.state.state === 'asking'}
      disabled={disabled}
      onClick={on ? turn.stop : turn.start}
      data-testid="demo-switch"
    >
      {on ? 'Stop' : 'Start'}
    </Button>
  );
}
