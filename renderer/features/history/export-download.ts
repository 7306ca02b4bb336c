/** Where a download stands; sizes in bytes, `total` null where the service does not say. */
export interface DownloadProgress {
  received: number;
  total: number | null;
}

export interface Download {
  name: string;
  blob: Blob;
}

/** The file name of a Content-Disposition header (RFC 6266), its extended form first, without any folder. */
export function fileNameOf(disposition: string | null, otherwise: string): string {
  const extended = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1];
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(disposition ?? '');
  let name = plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2] ?? '';
  if (extended !== undefined) {
    try {
      name = decodeURIComponent(extended.trim());
    } catch {
      // Not percent-encoded after all; the plain form serves.
    }
  }
  return name.split(/[\\/]/).at(-1) || otherwise;
}

/** Reads a response piece by piece, telling after each how much has come. Aborting the request rejects. */
export async function readDownload(
  response: Response,
  otherwise: string,
  onProgress: (progress: DownloadProgress) => void,
): Promise<Download> {
  const stated = Number(response.headers.get('content-length') ?? Number.NaN);
  const total = Number.isSafeInteger(stated) && stated > 0 ? stated : null;
  const pieces: Blob[] = [];
  let received = 0;
  if (response.body !== null) {
    const reader = response.body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      // As blobs the browser may keep them on disk: an export with its pictures can be larger than memory.
      pieces.push(new Blob([piece.value]));
      received += piece.value.byteLength;
      onProgress({ received, total });
    }
  }
  const type = response.headers.get('content-type') ?? 'application/octet-stream';
  return { name: fileNameOf(response.headers.get('content-disposition'), otherwise), blob: new Blob(pieces, { type }) };
}

/** Hands a file to the browser's downloads. */
export function saveDownload({ name, blob }: Download): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; it goes on when the address is gone.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
