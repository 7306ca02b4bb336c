import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { dataFolder } from '../../native/cli/data-folder.ts';

/** An Electron that ends badly within this time never showed its window. */
const FIRST_SECONDS_MS = 15_000;

/** What the desktop shell takes from the command line, in the form it takes it; or the option it does not have. */
export type ShellOptions =
  | { ok: true; environment: Record<string, string>; files: string[] }
  | { ok: false; reason: string };

/** The same data folder as the command line uses by default, so that `vigil status` finds the desktop console. */
export function shellOptions(args: readonly string[]): ShellOptions {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { port: { type: 'string' }, 'data-dir': { type: 'string' } },
      allowPositionals: true,
    });
    const environment: Record<string, string> = {
      VIGIL_DATA: dataFolder(values['data-dir'] ?? process.env['VIGIL_DATA']),
    };
    if (values.port !== undefined) environment['VIGIL_PORT'] = values.port;
    return { ok: true, environment, files: positionals };
  } catch (error) {
    const option = /'(-[^' ]+)/.exec((error as Error).message)?.[1] ?? 'one of the options';
    return { ok: false, reason: `${option} is for the console without one` };
  }
}

/** Why no window can be shown here, whether there is an Electron or not; null where one can. */
export function whyNoWindow(hasDisplay: boolean, isRoot: boolean): string | null {
  if (!hasDisplay) return 'there is no display';
  return isRoot ? 'Electron keeps its sandbox, which root cannot have' : null;
}

export type DesktopEnd = { started: true; status: number } | { started: false; reason: string };

/** Runs the desktop shell until it ends. `main` is what Electron is started on. */
export async function runDesktop(
  executable: string,
  main: string,
  { environment, files }: Extract<ShellOptions, { ok: true }>,
): Promise<DesktopEnd> {
  const env: NodeJS.ProcessEnv = { ...process.env, ...environment };
  // Terminals inside Electron programs set it, and it would make ours a plain Node.js.
  delete env['ELECTRON_RUN_AS_NODE'];
  const since = performance.now();
  const child = spawn(executable, [main, ...files], { env, stdio: ['ignore', 'inherit', 'pipe'] });
  let tail = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    process.stderr.write(text);
    tail = (tail + text).slice(-4_000);
  });
  let asked = false;
  const pass = (signal: NodeJS.Signals) => {
    asked = true;
    // Ctrl+C reaches every process of the terminal by itself, and a second one would cut short an orderly end.
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
    if (code === 0 || asked) return { started: true, status: 0 };
    const what = `Electron ended with ${code ?? signal}: ${lastLine(tail)}`;
    if (performance.now() - since < FIRST_SECONDS_MS) return { started: false, reason: what };
    process.stderr.write(`vigil: ${what}\n`);
    return { started: true, status: 3 };
  } catch (error) {
    return { started: false, reason: `Electron does not start (${(error as Error).message})` };
  } finally {
    for (const signal of signals) process.off(signal, pass);
  }
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim().slice(0, 200) || 'it says nothing';
}
