import { Problem } from '../../../native/contract/errors.ts';
import { LoadModelResponse } from '../../../native/contract/http/models.ts';
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

/** Sends the file itself; fetch cannot tell how much of a body has left, so this is the older way. */
const upload: LoadTransport['upload'] = (file, { onProgress, onSent }, signal) =>
  new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => {
      request.abort();
      reject(signal.reason);
    };
    request.open('POST', addressOf('uploadModel', { query: { name: uploadName(file.name) } }));
    request.setRequestHeader('content-type', 'application/octet-stream');
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
    request.send(file);
  });

/** The console behind this page. */
export const httpLoadTransport: LoadTransport = {
  load: (json, signal) => call('loadModel', { json, signal }),
  upload,
};
