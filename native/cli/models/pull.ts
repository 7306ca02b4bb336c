import { join, resolve } from 'node:path';
import { type CatalogueEntry, findEntry, readCatalogue } from '../../downloads/catalogue.ts';
import { type ModelState, modelPath, modelState, pullModel } from '../../downloads/pull-model.ts';
import { dataFolder } from '../data-folder.ts';
import { INSTALLED_MODELS } from '../installed-models.ts';
import { StopSignal } from '../stop-signal.ts';
import { print, printable, printJson, say, table } from '../terminal.ts';
import { mib, PullProgress } from './pull-progress.ts';

export interface PullOptions {
  /** File or address; default: the catalogue that comes with Vigil. */
  catalogue?: string;
  to?: string;
  dataDir?: string;
  json?: true;
}

/** Where models go that a console keeps: the folder that uploads go to as well. */
const folderOf = ({ to, dataDir }: PullOptions): string =>
  to === undefined ? join(dataFolder(dataDir), 'models') : resolve(to);

const catalogueOf = ({ catalogue }: PullOptions) =>
  readCatalogue(catalogue ?? join(INSTALLED_MODELS, 'catalogue.json'));

/** Lists the catalogue, and what of it is in the folder already. */
export async function listCatalogue(options: PullOptions): Promise<void> {
  const { models } = await catalogueOf(options);
  const folder = folderOf(options);
  const states = await Promise.all(models.map((entry) => modelState(folder, entry)));
  if (options.json) {
    const rows = models.map((entry, index) => ({ ...entry, path: modelPath(folder, entry), ...states[index] }));
    printJson({ folder, models: rows });
    return;
  }
  const rows = models.map((entry, index) => [
    printable(entry.name),
    `${mib(entry.size_bytes)} MiB`,
    `${entry.input_size[1]}x${entry.input_size[0]}`,
    printable(entry.licence),
    stateWords(states[index] as ModelState, entry),
    printable(entry.note),
  ]);
  print(table([['NAME', 'SIZE', 'INPUT', 'LICENCE', 'HERE', 'NOTE'], ...rows], [1]));
  say(`fetch one into ${printable(folder)} with: vigil models pull NAME`);
}

function stateWords(state: ModelState, { size_bytes }: CatalogueEntry): string {
  switch (state.state) {
    case 'absent':
      return 'no';
    case 'partial':
      return `${Math.floor((state.bytes / size_bytes) * 100)} %`;
    case 'present':
      return 'yes';
    case 'other':
      return 'another file';
  }
}

/** Fetches one model. Broken off by Ctrl-C, it leaves what came in for the next time. Throws as `pullModel` does. */
export async function pull(name: string, options: PullOptions): Promise<void> {
  const entry = findEntry(await catalogueOf(options), name);
  const stop = new StopSignal();
  const abort = new AbortController();
  void stop.received.then(() => abort.abort());
  const progress = new PullProgress(entry.size_bytes, process.stderr.isTTY);
  try {
    const pulled = await pullModel(folderOf(options), entry, {
      signal: abort.signal,
      onProgress: (bytes) => progress.report(bytes),
      onRetry(reason, waitMs) {
        progress.clear();
        say(`${reason}; trying again${waitMs >= 1_000 ? ` in ${Math.round(waitMs / 1_000)} s` : ''}`);
      },
    });
    progress.clear();
    if (options.json) {
      const { title, size_bytes, sha256, licence } = entry;
      printJson({ name, title, size_bytes, sha256, licence, ...pulled });
      return;
    }
    const path = printable(pulled.path);
    print(path);
    if (pulled.present) say('it was there already, with the right checksum');
    say(`${printable(entry.title)}, licence ${printable(entry.licence)}; load it with: vigil models load '${path}'`);
  } catch (error) {
    progress.clear();
    throw error;
  } finally {
    stop.dispose();
  }
}
