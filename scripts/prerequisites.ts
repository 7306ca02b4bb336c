import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A Debian package that tests use and npm does not bring, and the file that shows it is there. */
interface Prerequisite {
  packageName: string;
  file: string;
  usedFor: string;
}

const PREREQUISITES: readonly Prerequisite[] = [
  { packageName: 'chromium', file: '/usr/bin/chromium', usedFor: 'the browser tests and a software GPU' },
  {
    packageName: 'prometheus',
    file: '/usr/bin/promtool',
    usedFor: 'checking /metrics and rules, and the monitoring stack',
  },
  {
    packageName: 'prometheus-alertmanager',
    file: '/usr/bin/prometheus-alertmanager',
    usedFor: 'the monitoring stack',
  },
  { packageName: 'victoria-metrics', file: '/usr/bin/victoria-metrics', usedFor: 'long-term storage' },
];

/** Installs what is missing where that can be done without asking (root on Debian); elsewhere says what will be skipped. */
export function installPrerequisites(say: (line: string) => void): void {
  const missing = PREREQUISITES.filter(({ file }) => !existsSync(file));
  if (missing.length === 0) return;
  const names = missing.map(({ packageName }) => packageName);
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) {
    for (const { packageName, usedFor } of missing) {
      say(`${packageName} is not installed: tests that need it for ${usedFor} are skipped`);
    }
    return;
  }
  say(`Installing ${names.join(', ')}`);
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env: environment });
  const install = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: environment,
  });
  if (install.status !== 0) say(`apt-get could not install ${names.join(', ')}: tests that need them are skipped`);
}
