import type { Command } from '../../app/commands.ts';
import { toast, toastProblem } from '../../components/undo-toast.tsx';
import { clearDemo, startDemo, stopDemo } from './demo-actions.ts';
import { askDemo, isOn } from './demo-query.ts';

/** To start a line that runs would begin its scenario again, which nobody asks for with these words. */
async function start(): Promise<void> {
  if (isOn(await askDemo())) return toast('The demo line runs already');
  await startDemo();
  toast('The demo line is starting');
}

/** What the palette offers on every page: a line that runs can be stopped from wherever its results are looked at. */
export const DEMO_COMMANDS: readonly Command[] = [
  {
    id: 'demo.start',
    label: 'Start the demo line',
    description: 'Drawn pictures of a conveyor belt, with the scenario chosen last',
    everywhere: true,
    run: () => void start().catch(toastProblem),
  },
  {
    id: 'demo.stop',
    label: 'Stop the demo line',
    description: 'Its results stay in history',
    everywhere: true,
    run: () => void stopDemo().then(() => toast('The demo line is stopped'), toastProblem),
  },
  {
    id: 'demo.clear',
    label: 'Clear demo results',
    description: 'With undo; your own results stay',
    everywhere: true,
    run: () => void clearDemo().catch(toastProblem),
  },
];
