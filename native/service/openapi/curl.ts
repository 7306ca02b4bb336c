import type { PageOperation } from './page-document.ts';

/** Where the bytes of an answer that is no text go. */
const FILE_ENDINGS: Readonly<Record<string, string>> = {
  'image/webp': 'picture.webp',
  'application/zip': 'export.zip',
};

/** A call of the operation for a POSIX shell that works as it stands, given `photo.jpg` where it sends an image. */
export function curlExample(baseUrl: string, method: string, path: string, operation: PageOperation): string {
  const address = quote(`${baseUrl}${path.replaceAll(/\{\w+\}/g, '1')}`);
  const words = [
    'curl',
    ...(operation.requestBody === undefined && method !== 'get' ? ['-X', method.toUpperCase()] : []),
  ];
  const lines = [`${words.join(' ')} ${address}`];
  const content = operation.requestBody?.content ?? {};
  if (content['multipart/form-data'] !== undefined) {
    lines.push('-F file=@photo.jpg');
  } else if (content['application/json'] !== undefined) {
    if (method !== 'post') lines.push(`-X ${method.toUpperCase()}`);
    lines.push(
      "-H 'Content-Type: application/json'",
      `-d ${quote(JSON.stringify(content['application/json'].example))}`,
    );
  }
  const answer = Object.keys(operation.responses['200']?.content ?? {})[0] ?? '';
  const file = FILE_ENDINGS[answer];
  if (file !== undefined) lines.push(`-o ${file}`);
  return lines.join(' \\\n  ');
}

function quote(word: string): string {
  return /^[\w:/.@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
