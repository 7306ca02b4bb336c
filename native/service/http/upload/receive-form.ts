import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { VigilError } from '../../../contract/errors.ts';
import { UploadModelForm } from '../../../contract/http/models.ts';
import type { Sidecar } from '../../../contract/model.ts';
import { validate } from '../validation.ts';
import type { KeptModel } from './model-folder.ts';

/** The largest sidecar that is read from a file too. */
export const MAX_FIELD_BYTES = 4 * 1024 * 1024;

export interface ReceivedForm {
  kept: KeptModel;
  sidecar: Sidecar | null;
}

/**
 * A model and its sidecar out of a form: the part `file`, which flows into `keep`, and the field `sidecar`, in any order.
 * `discard` takes back what was kept of a form that turns out to be no good. Throws `invalid_request` or
 * `invalid_parameter` for the form, and whatever `keep` throws.
 */
export async function receiveForm(
  request: FastifyRequest,
  keep: (source: Readable) => Promise<KeptModel>,
  discard: (kept: KeptModel) => Promise<void>,
): Promise<ReceivedForm> {
  let kept: KeptModel | null = null;
  let sidecar: Sidecar | null = null;
  try {
    const limits = { fileSize: Number.POSITIVE_INFINITY, files: 1, fields: 1, fieldSize: MAX_FIELD_BYTES, parts: 2 };
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file' && part.fieldname === 'file') {
        kept = await keep(part.file);
      } else if (part.type === 'field' && part.fieldname === 'sidecar') {
        if (part.valueTruncated) throw new VigilError('invalid_parameter', 'sidecar: is larger than 4 MiB.');
        sidecar = parseSidecar(String(part.value));
      } else {
        const name = JSON.stringify(part.fieldname.slice(0, 100));
        throw new VigilError(
          'invalid_request',
          `The part ${name} is not read: send the model as file "file", and what is stated of it as field "sidecar".`,
        );
      }
    }
    if (kept === null)
      throw new VigilError('invalid_request', 'The form holds no model: add it as a file named "file".');
    return { kept, sidecar };
  } catch (error) {
    if (kept !== null) await discard(kept);
    if (error instanceof VigilError || (request.raw.destroyed && !request.raw.complete)) throw error;
    const reason = (error as Error).message.replace(/\.$/, '');
    throw new VigilError('invalid_request', `The multipart body cannot be read: ${reason}.`, { cause: error });
  }
}

function parseSidecar(text: string): Sidecar | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new VigilError('invalid_parameter', `sidecar: is not JSON: ${(cause as Error).message}.`, { cause });
  }
  return validate(UploadModelForm, { sidecar: json }).sidecar ?? null;
}
