import { useSyncExternalStore } from 'react';
import type { ConsoleStatus } from '../../../native/contract/http/status.ts';
import type { ModelCard } from '../../../native/contract/model.ts';
import { KEYS } from '../../api/queries.ts';
import { queryClient } from '../../api/query-client.ts';
import { desktop } from '../../app/desktop.ts';
import { plural } from '../../components/format.ts';
import { toast, toastProblem, toastWithUndo } from '../../components/undo-toast.tsx';
import { attemptName, isBusy, type LoadAttempt, type LoadJob, LoadJobStore } from './load-job.ts';
import { httpLoadTransport } from './load-transport.ts';
import { isModelName } from './upload-name.ts';

/** The load of this window. */
export const loadJobs = new LoadJobStore(httpLoadTransport);

export const useLoadJob = (): LoadJob => useSyncExternalStore(loadJobs.subscribe, loadJobs.get);

/** The model that runs now, as far as this window knows. */
const runningModel = (): ModelCard | null => queryClient.getQueryData<ConsoleStatus>(KEYS.status)?.model ?? null;

/** Starts a load; says why when another one is still under way. */
export function startLoad(attempt: LoadAttempt): void {
  if (!loadJobs.start(attempt, runningModel())) {
    const job = loadJobs.get();
    if (isBusy(job)) toast(`One model at a time: ${attemptName(job.attempt)} is still being loaded.`);
  }
}

/** What was dropped or chosen. In the desktop shell a file is loaded from where it lies; a browser uploads it. */
export function takeModelFiles(files: readonly File[]): void {
  const models = files.filter(({ name }) => isModelName(name));
  const [file] = models;
  if (file === undefined) {
    if (files.length > 0) toast('A model is an .onnx file. Images go to the Detect page.');
    return;
  }
  if (models.length > 1)
    toast(`One model at a time: ${file.name} is loaded, ${plural(models.length - 1, 'file')} left out.`);
  const path = desktop()?.pathOf(file) ?? '';
  startLoad(path === '' ? { type: 'file', file } : { type: 'path', path });
}

/** Loads the first model among files that the user opened with Vigil; answers whether there was one. */
export function takeOpenedPaths(paths: readonly string[]): boolean {
  const path = paths.find(isModelName);
  if (path !== undefined) startLoad({ type: 'path', path });
  return path !== undefined;
}

/** Asks for a file: by the native dialog in the desktop shell, else by the browser's. */
export async function chooseModel(): Promise<void> {
  const shell = desktop();
  if (shell !== null) {
    const path = await shell.chooseModel().catch((error: unknown) => {
      toastProblem(error);
      return null;
    });
    if (path !== null) startLoad({ type: 'path', path });
    return;
  }
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.onnx';
  input.addEventListener('change', () => takeModelFiles([...(input.files ?? [])]), { once: true });
  input.click();
}

/** The model of before, once more; the undo of a swap. */
export function loadAgain(model: ModelCard): void {
  startLoad({ type: 'again', model });
}

/** Other pages hear of the end by a toast; the Models page shows it itself. */
function tell(job: LoadJob): void {
  if (location.pathname.startsWith('/models')) return;
  if (job.state === 'failed') toastProblem(job.problem);
  if (job.state !== 'done') return;
  const { response, before } = job;
  if (before === null || before.id === response.model.id) toast(`${response.model.name} is loaded.`);
  else toastWithUndo(`${response.model.name} runs instead of ${before.name}.`, async () => loadAgain(before));
}

loadJobs.subscribe(() => {
  const job = loadJobs.get();
  if (isBusy(job) || job.state === 'idle') return;
  for (const queryKey of [KEYS.status, KEYS.models, KEYS.providers, KEYS.settings]) {
    void queryClient.invalidateQueries({ queryKey });
  }
  tell(job);
});
