/**
 * The whole test run, in the order that fails fastest: lint, import arrows, types, then every test. Its last line counts:
 * `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { installPrerequisites } from './prerequisites.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const say = (line: string) => void process.stdout.write(`${line}\n`);
const root = join(import.meta.dirname, '..');

function run(title: string, command: string, args: readonly string[]): boolean {
  say(`\n── ${title}`);
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function check(title: string, command: string, args: readonly string[]): Count {
  return run(title, command, args) ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

const VitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
});

function vitest(): Count {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-test-report-'));
  const file = join(folder, 'report.json');
  try {
    const ok = run('tests', 'vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]);
    const report = VitestReport.parse(JSON.parse(readFileSync(file, 'utf8')));
    // A file that cannot be loaded has no tests to fail; it must not pass for that.
    const failed = ok && report.success ? report.numFailedTests : Math.max(1, report.numFailedTests);
    return { passed: report.numPassedTests, failed, skipped: report.numPendingTests };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

installPrerequisites(say);
/** Playwright's JSON report counts what its list does not: tests skipped for want of an Electron runtime, say. */
const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

function playwright(): Count {
  const folder = mkdtempSync(join(tmpdir(), 'vigil-test-report-'));
  const file = join(folder, 'report.json');
  try {
    say('\n── end to end');
    const child = spawnSync('playwright', ['test', '--reporter=list,json'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file },
    });
    const { stats } = PlaywrightReport.parse(JSON.parse(readFileSync(file, 'utf8')));
    // A test that passes only when tried again is broken.
    const failed = stats.unexpected + stats.flaky;
    return {
      passed: stats.expected,
      failed: child.status === 0 ? failed : Math.max(1, failed),
      skipped: stats.skipped,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const counts = [
  check('lint and format', 'biome', ['ci', '--error-on-warnings', '.']),
  check('import arrows', process.execPath, ['scripts/check-arrows.ts']),
  check('types', 'tsc', []),
  check('types of the window', 'tsc', ['-p', 'renderer']),
  check('types of the browser tests', 'tsc', ['-p', 'e2e/window']),
  check('build', process.execPath, ['scripts/build.ts']),
  vitest(),
  playwright(),
];
const total = (key: keyof Count) => counts.reduce((sum, count) => sum + count[key], 0);
say(`\n${total('passed')} passed, ${total('failed')} failed, ${total('skipped')} skipped`);
process.exitCode = total('failed') === 0 ? 0 : 1;
