import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DriftReportList, DriftResponse } from '../../../contract/http/drift.ts';
import { reportPage } from './page.ts';

/** A year of weekly ones. */
const MOST_REPORTS = 53;
const NAME = /^drift-[\w-]{1,60}\.html$/;

/** The reports in folder `reports` of the data folder. */
export interface DriftReports {
  /** Written anew where one of the same check is there. */
  write(state: DriftResponse): { name: string };
  /** Newest first. */
  list(): DriftReportList['reports'];
  /** Null where there is none of that name. */
  read(name: string): string | null;
}

export function keepReports(dataFolder: string, version: string, now: () => number = Date.now): DriftReports {
  const folder = join(dataFolder, 'reports');

  function list(): DriftReportList['reports'] {
    return names()
      .map((name) => {
        const { mtimeMs, size } = statSync(join(folder, name));
        return { name, at: new Date(mtimeMs).toISOString(), bytes: size };
      })
      .sort((a, b) => (a.name < b.name ? 1 : -1));
  }

  function names(): string[] {
    try {
      return readdirSync(folder).filter((name) => NAME.test(name));
    } catch {
      return [];
    }
  }

  return {
    write(state) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const at = state.checked_at ?? new Date(now()).toISOString();
      const name = `drift-${at.slice(0, 19).replaceAll(/[:T]/g, '-')}.html`;
      const part = join(folder, `${name}.part`);
      writeFileSync(part, reportPage(state, version), { mode: 0o600 });
      renameSync(part, join(folder, name));
      for (const old of list().slice(MOST_REPORTS)) rmSync(join(folder, old.name), { force: true });
      return { name };
    },
    list,
    read(name) {
      if (!names().includes(name)) return null;
      return readFileSync(join(folder, name), 'utf8');
    },
  };
}
