import { Command } from 'commander';
import { clearCommand } from '../demo/clear.ts';
import { scenesCommand } from '../demo/scenes.ts';
import { startCommand } from '../demo/start.ts';
import { statusCommand } from '../demo/status.ts';
import { stopCommand } from '../demo/stop.ts';
import type { ExitStatus } from '../exit-status.ts';

export function demoCommand(end: (status: ExitStatus) => void): Command {
  const demo = new Command('demo').description('The demo line: a conveyor belt of small parts, drawn.');
  demo.addHelpText('after', '\nExample: vigil demo start failing_lamp');
  for (const create of [startCommand, stopCommand, statusCommand, clearCommand, scenesCommand])
    demo.addCommand(create(end));
  return demo;
}
