import type { DemoRun, DemoStatus } from '../../../native/contract/http/demo.ts';
import { formatCount } from '../../components/format.ts';

export const scenarioOf = (status: Pick<DemoStatus, 'scenarios'>, id: string | undefined) =>
  status.scenarios.find((scenario) => scenario.id === id);

export const phaseOf = (status: Pick<DemoStatus, 'scenarios'>, run: Pick<DemoRun, 'scenario' | 'phase'>) =>
  scenarioOf(status, run.scenario)?.phases[run.phase];

export const percent = (share: number): string => `${Math.round(share * 100)} %`;

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** What the line does, in a sentence without its end. */
export function demoSentence(status: DemoStatus): string {
  const { line, run } = status;
  if (run === null) return line.state === 'starting' ? 'The demo line is starting' : 'The demo line stands still';
  const scenario = scenarioOf(status, run.scenario);
  switch (line.state) {
    case 'stopped':
      return `The demo line was stopped at picture ${formatCount(run.pictures)}`;
    case 'failed':
      return `The demo line failed at picture ${formatCount(run.pictures)}`;
    case 'starting':
      return `The demo line is starting: ${lowerFirst(scenario?.name ?? '')}`;
    case 'running': {
      const phase = phaseOf(status, run);
      const { recall } = run.last_50;
      const found = recall === null ? '' : `, ${percent(recall)} of the parts found`;
      return `Picture ${formatCount(run.pictures)}: ${lowerFirst(phase?.label ?? '')}${found}`;
    }
  }
}

/** Said aloud when it changes, and so without anything that changes with every picture. */
export function demoAnnouncement(status: DemoStatus): string {
  const { line, run } = status;
  switch (line.state) {
    case 'stopped':
      return run === null ? '' : 'Demo line stopped';
    case 'failed':
      return `Demo line failed. ${line.reason}`;
    case 'starting':
      return 'Demo line starting';
    case 'running':
      return run === null ? 'Demo line running' : `Demo line running. ${phaseOf(status, run)?.label ?? ''}`;
  }
}
