import { Button, Select, Tooltip } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { DemoStatus } from '../../../native/contract/http/demo.ts';
import { choose, nextStart, useChoice } from './demo-choice.ts';
import { isOn } from './demo-query.ts';
import { scenarioOf } from './demo-sentence.ts';
import type { DemoSwitch } from './use-demo-switch.ts';

interface ScenarioChoiceProps {
  status: DemoStatus;
  disabled: boolean;
  turn: DemoSwitch;
}

/** Which scenario the next start has, and what happens in it; while another one runs, the way over to it. */
export function ScenarioChoice({ status, disabled, turn }: ScenarioChoiceProps) {
  const { scenario } = nextStart(useChoice(), status.run);
  const waits = isOn(status) && scenario !== status.run?.scenario;
  return (
    <div className="demo-scenario">
      <div className="demo-scenario-choice">
        <Select
          label="Scenario"
          size="sm"
          data={status.scenarios.map(({ id, name }) => ({ value: id, label: name }))}
          value={scenario}
          onChange={(value) => {
            const found = status.scenarios.find(({ id }) => id === value);
            if (found !== undefined) choose({ scenario: found.id });
          }}
          disabled={disabled}
          checkIconPosition="right"
        />
        {waits && (
          <Tooltip label="The line changes over to this scenario, from its first picture on. Results stay in history.">
            <Button
              size="sm"
              leftSection={<IconRefresh size={16} stroke={1.7} aria-hidden />}
              loading={turn.state.state === 'asking'}
              disabled={disabled}
              onClick={turn.start}
            >
              Start anew
            </Button>
          </Tooltip>
        )}
      </div>
      <p className="quiet">{scenarioOf(status, scenario)?.sentence}</p>
    </div>
  );
}
