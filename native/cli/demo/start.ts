import { Argument, Command, Option } from 'commander';
import { z } from 'zod';
import { DEFAULT_RATE, DemoStatus, SCENARIO_IDS, type ScenarioId, StartDemoBody } from '../../contract/http/demo.ts';
import { connectToConsole } from '../console/locate.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { parsedBy } from '../options.ts';
import { print, printJson, say } from '../terminal.ts';
import { type ConsoleCommandOptions, withConsoleOptions } from './console-options.ts';
import { givenKnobs, type KnobOptions, knobOptions } from './knob-options.ts';

interface StartOptions extends ConsoleCommandOptions, KnobOptions {
  rate: number;
  seed?: number;
}

const { shape } = StartDemoBody;
const numberOf = (schema: z.ZodType<number, number>) => parsedBy(z.string().transform(Number).pipe(schema));

export function startCommand(end: (status: ExitStatus) => void): Command {
  const command = new Command('start')
    .description(
      'Starts the line in the running console, or starts it anew: it feeds drawn pictures until it is stopped.',
    )
    .addArgument(new Argument('[scenario]', 'what happens on the line').choices(SCENARIO_IDS).default('normal_shift'))
    .addOption(
      new Option('--rate <number>', 'pictures per second, 0.1 to 30')
        .argParser(numberOf(shape.rate.unwrap()))
        .default(DEFAULT_RATE),
    )
    .addOption(
      new Option('--seed <number>', 'the same seed draws the same pictures (default: another each time)').argParser(
        numberOf(shape.seed.unwrap()),
      ),
    );
  for (const option of knobOptions(() => 'as the scenario says')) command.addOption(option);
  return withConsoleOptions(command)
    .addHelpText(
      'after',
      '\nConditions given here hold against the scenario until the line is started anew.' +
        '\n\nExample: vigil demo start failing_lamp --rate 10',
    )
    .action(async (scenario: ScenarioId, options: StartOptions) => {
      const client = connectToConsole(options);
      const { rate, seed } = options;
      const body = { scenario, rate, ...(seed !== undefined && { seed }), knobs: givenKnobs(options) };
      const started = await client.request('/v1/demo/start', DemoStatus, { body });
      if (options.json) printJson(started);
      else {
        const { name, sentence } = started.scenarios.find(({ id }) => id === scenario) ?? {
          name: scenario,
          sentence: '',
        };
        print(`${name}, ${rate} pictures per second, seed ${started.run?.seed}. ${sentence}`);
        if (started.note !== null) say(started.note);
      }
      end(EXIT.ok);
    });
}
