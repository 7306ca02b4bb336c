import { Problem } from '../../../native/contract/errors.ts';
import { LoadModelResponse } from '../../../native/contract/http/models.ts';
import type { Sidecar } from '../../../native/contract/model.ts';
import { ApiProblem, addressOf, call } from '../../api/client.ts';
import type { LoadTransport } from './load-job.ts';
import { uploadName } from './upload-name.ts';

function answerOf(status: number, text: string): LoadModelResponse {
  let body: unknown = null;
  try {
    body = JSON.parse(text);
  } catch {
    // A proxy's page, perhaps; what it says is of no use here.
  }
  if (status >= 200 && status < 300) return LoadModelResponse.parse(body);
  const problem = Problem.safeParse(body);
  if (!problem.success) throw new ApiProblem('internal', `The console answered ${status}`, 'It gave no reason.', null);
  const { code, title, detail, request_id } = problem.data;
  throw new ApiProblem(code, title, detail, request_id);
}

/** The file itself; in a form where something goes along with it. The browser reads it from the disk as it leaves. */
function bodyOf(file: File, sidecar: Sidecar | null): File | FormData {
  if (sidecar === null) return file;
  const form = new FormData();
  // First, so that a sidecar that is refused is refused before the file has come.
  form.append('sidecar', JSON.stringify(sidecar));
  form.append('file', file);
  return form;
}

/** fetch cannot tell how much of a body has left, so this is the older way. */
const upload: LoadTransport['upload'] = (file, sidecar, { onProgress, onSent }, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => {
      request.abort();
      reject(signal.reason);
    };
    request.open('POST', addressOf('uploadModel', { query: { name: uploadName(file.name) } }));
    // That of a form names the line between its parts, and only the browser knows it.
    if (sidecar === null) request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.upload.addEventListener('load', onSent);
    request.addEventListener('load', () => {
      try {
        resolve(answerOf(request.status, request.responseText));
      } catch (error) {
        reject(error);
      }
    });
    request.addEventListener('error', () => {
      const detail = 'The connection ended before the file was through, or the file can no longer be read. Try again.';
      reject(new ApiProblem('unreachable', 'The model was not uploaded', detail, null));
    });
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort));
    signal.addEventListener('abort', abort, { once: true });
    request.send(bodyOf(file, sidecar));
  });

/** The console behind this page. */
export const httpLoadTransport: LoadTransport = {
  load: (json, signal) => call('loadModel', { json, signal }),
  upload,
};
