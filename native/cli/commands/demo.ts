import { Command } from 'commander';
import { scenesCommand } from '../demo/scenes.ts';
import type { ExitStatus } from '../exit-status.ts';

export function demoCommand(end: (status: ExitStatus) => void): Command {
  const demo = new Command('demo').description('The demo line: a conveyor belt of small parts, drawn.');
  demo.addHelpText('after', '\nExample: vigil demo scenes --count 100 --out parts');
  for (const create of [scenesCommand]) demo.addCommand(create(end));
  return demo;
}
