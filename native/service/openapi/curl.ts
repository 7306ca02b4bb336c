import type { PageOperation } from './page-document.ts';

/** Where the bytes of an answer that is no text go. */
const FILE_ENDINGS: Readonly<Record<string, string>> = {
  'image/webp': 'picture.webp',
  'image/*': 'picture.jpg',
  'application/octet-stream': 'export.json',
};

/** What stands in an example for a query parameter that has to be there. */
const REQUIRED_QUERY: Readonly<Record<string, string>> = {
  name: 'model.onnx',
  feature: 'brightness',
  metric: 'latency_ms',
};

/**
 * A call of the operation for a POSIX shell that works as it stands, given `photo.jpg` where it sends an image and
 * `model.onnx` where it sends a file.
 */
export function curlExample(baseUrl: string, method: string, path: string, operation: PageOperation): string {
  const query = (operation.parameters ?? [])
    .filter((parameter) => parameter.in === 'query' && parameter.required)
    .map(({ name }) => `${name}=${encodeURIComponent(REQUIRED_QUERY[name] ?? '1')}`);
  const place = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => pathExample(operation, name));
  const asked = `${place}${query.length === 0 ? '' : `?${query.join('&')}`}`;
  const address = quote(`${baseUrl}${asked}`);
  const answer = Object.keys(operation.responses['200']?.content ?? {})[0] ?? '';
  const words = [
    'curl',
    ...(answer === 'text/event-stream' ? ['-N'] : []),
    ...(operation.requestBody === undefined && method !== 'get' ? ['-X', method.toUpperCase()] : []),
  ];
  const lines = [`${words.join(' ')} ${address}`];
  const content = operation.requestBody?.content ?? {};
  const file = content['application/octet-stream'];
  // An image is sent the way that takes many of them, a model the way that is plain bytes.
  if (content['image/*'] !== undefined) {
    lines.push('-F file=@photo.jpg');
  } else if (content['application/json'] !== undefined) {
    if (method !== 'post') lines.push(`-X ${method.toUpperCase()}`);
    lines.push(
      "-H 'Content-Type: application/json'",
      `-d ${quote(JSON.stringify(content['application/json'].example))}`,
    );
  } else if (file !== undefined) {
    lines.push("-H 'Content-Type: application/octet-stream'", '--data-binary @model.onnx');
  }
  const target = FILE_ENDINGS[answer];
  if (target !== undefined) lines.push(`-o ${target}`);
  return lines.join(' \\\n  ');
}

function pathExample({ parameters = [] }: PageOperation, name: string): string {
  const example = parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)?.schema.example;
  return typeof example === 'string' ? encodeURIComponent(example) : '1';
}

function quote(word: string): string {
  return /^[\w:/.@-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
