import { Readable } from 'node:stream';
import { contentDisposition } from '../../originals/file-name.ts';
import type { AppDeps } from '../deps.ts';
import type { Handler } from '../endpoint.ts';
import { archiveEntries } from './archive.ts';
import { joinPieces, toBlocks } from './blocks.ts';
import { writeDocument } from './document.ts';
import { type ExportPlan, planExport } from './plan.ts';
import { requireFits, writeZip } from './zip.ts';

const FILES = {
  json: { extension: 'json', type: 'application/json; charset=utf-8' },
  csv: { extension: 'csv', type: 'text/csv; charset=utf-8; header=present' },
  coco: { extension: 'json', type: 'application/json; charset=utf-8' },
  zip: { extension: 'zip', type: 'application/zip' },
} as const;

/**
 * POST /v1/history/export. Written as the caller takes it, and no further when the caller leaves. What goes wrong on the
 * way cuts the connection, so that half a file is never taken for a whole one.
 */
export function exportHandler({ store, version, log }: AppDeps): Handler<'exportInferences'> {
  return async ({ body }, request, reply) => {
    const plan = await planExport(store, body, version, new Date());
    const kind = plan.pictures || plan.format === 'yolo' ? 'zip' : plan.format;
    if (kind === 'zip') requireFits(countFiles(plan), plan.pictures ? plan.pictureBytes : 0);
    const bytes =
      kind === 'zip'
        ? joinPieces(writeZip(archiveEntries(store, plan), plan.at))
        : toBlocks(writeDocument(store, plan, kind, null));

    const { extension, type } = FILES[kind];
    const fileName = `vigil-${plan.at.toISOString().slice(0, 10)}-${plan.format}.${extension}`;
    const stream = Readable.from(bytes, { objectMode: false });
    stream.on('error', (error) => log.error({ request_id: request.id, err: error }, 'an export was broken off'));
    return reply.type(type).header('content-disposition', contentDisposition('attachment', fileName)).send(stream);
  };
}

function countFiles({ format, pictures, ids, pictureCount }: ExportPlan): number {
  return (format === 'yolo' ? ids.length : 0) + (pictures ? pictureCount : 0) + 1;
}
