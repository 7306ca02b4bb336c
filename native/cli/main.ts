import { Command, CommanderError } from 'commander';
import { VigilError } from '../contract/errors.ts';
import { demoCommand } from './commands/demo.ts';
import { detectCommand } from './commands/detect.ts';
import { driftCommand } from './commands/drift.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { modelsCommand } from './commands/models.ts';
import { serveCommand } from './commands/serve.ts';
import { statusCommand } from './commands/status.ts';
import { EXIT, type ExitStatus } from './exit-status.ts';
import { reportError } from './report-error.ts';
import { endWhenReaderLeaves } from './terminal.ts';
import { version } from './version.ts';

const COMMANDS = [
  serveCommand,
  detectCommand,
  modelsCommand,
  statusCommand,
  evaluateCommand,
  demoCommand,
  driftCommand,
];

/** The whole command line: runs one command and answers the exit status. Never rejects. */
export async function main(args: readonly string[]): Promise<ExitStatus> {
  endWhenReaderLeaves();
  let status: ExitStatus = EXIT.ok;
  const program = createProgram((ended) => {
    status = ended;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return status;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.ok;
    // Asked for nothing, commander has already answered with the help.
    if (error instanceof CommanderError && error.code === 'commander.help') return EXIT.wrongUse;
    return reportError(error instanceof CommanderError ? asWrongUse(error) : error, wantsJson(args));
  }
}

function createProgram(end: (status: ExitStatus) => void): Command {
  const program = new Command('vigil')
    .description('Operations console for local YOLO detectors.')
    .version(version)
    .exitOverride()
    // Errors are written by reportError, in the one form that all of them have.
    .configureOutput({ outputError: () => undefined })
    .addHelpText(
      'after',
      '\nExit status: 0 done, 1 a check found something, 2 wrong use, 3 a failure.\n' +
        'Example: vigil detect photos --model yolox-nano.onnx',
    );
  for (const create of COMMANDS) {
    program.addCommand(inherit(program, create(end)));
  }
  return program;
}

/** Commands made on their own know nothing of the program's settings until they are copied down. */
function inherit(parent: Command, command: Command): Command {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(command, child);
  return command;
}

const wantsJson = (args: readonly string[]) => {
  const end = args.indexOf('--');
  return (end === -1 ? args : args.slice(0, end)).includes('--json');
};

const asWrongUse = ({ message }: CommanderError) => {
  const sentence = message.replace(/^error: /, '');
  return new VigilError('invalid_parameter', `${sentence}${/[.?)]$/.test(sentence) ? '' : '.'} See --help.`);
};
