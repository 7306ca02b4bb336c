import { useCallback, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { ExportBody } from '../../../native/contract/http/history-actions.ts';
import { ApiProblem, send } from '../../api/client.ts';
import { type DownloadProgress, readDownload, saveDownload } from './export-download.ts';
import type { ActionTarget } from './history-actions.ts';

export type ExportState =
  | { state: 'choosing' }
  | { state: 'running'; progress: DownloadProgress }
  | { state: 'done'; name: string; bytes: number }
  | { state: 'failed'; error: unknown };

export type ExportRequest = Omit<z.input<typeof ExportBody>, 'selection'> & { selection: ActionTarget };

/** Progress is told so often; more often would only keep the window busy. */
const TELL_EVERY_MS = 100;

/** What broke off on the way has no words of its own: the service cuts the connection where it cannot go on. */
const explain = (error: unknown): unknown =>
  error instanceof ApiProblem
    ? error
    : new ApiProblem(
        'unreachable',
        'The download broke off',
        'Nothing was saved. The log of the console says why.',
        null,
      );

/** One export at a time; leaving the dialog ends it. */
export function useExport() {
  const [state, setState] = useState<ExportState>({ state: 'choosing' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback(async (request: ExportRequest) => {
    const controller = new AbortController();
    running.current?.abort();
    running.current = controller;
    setState({ state: 'running', progress: { received: 0, total: null } });
    let toldAt = 0;
    try {
      const response = await send('exportInferences', { json: request, signal: controller.signal });
      const file = await readDownload(response, `vigil-${request.format}`, (progress) => {
        const now = performance.now();
        if (now - toldAt < TELL_EVERY_MS || controller.signal.aborted) return;
        toldAt = now;
        setState({ state: 'running', progress });
      });
      saveDownload(file);
      setState({ state: 'done', name: file.name, bytes: file.blob.size });
    } catch (error) {
      if (!controller.signal.aborted) setState({ state: 'failed', error: explain(error) });
    }
  }, []);
  const cancel = useCallback(() => {
    running.current?.abort();
    setState({ state: 'choosing' });
  }, []);
  return { state, start, cancel };
}
