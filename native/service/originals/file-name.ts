import { spellingsOf } from './format.ts';

const MAX_LENGTH = 120;
const EXTENSION = /\.([A-Za-z0-9]{1,5})$/;
/** Names that Windows keeps for devices, whatever follows the dot. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * The name of a picture without its extension, fit for any file system: no separators, none of the characters that Windows
 * refuses, no dot or space at either end. Never empty.
 */
export function safeStem(name: string): string {
  const stem = name
    .normalize('NFC')
    .replace(EXTENSION, '')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]/gu, '_')
    .slice(0, MAX_LENGTH)
    // A pair of code units that was cut apart.
    .replace(/[\ud800-\udbff]$/, '')
    .replaceAll(/^[.\s]+|[.\s]+$/g, '');
  if (stem === '') return 'image';
  return DEVICES.test(stem.split('.', 1)[0] ?? '') ? `_${stem}` : stem;
}

/** A safe name for a file of this kind: its own extension where that is a spelling of it, else the right one. */
export function safeFileName(name: string, extension: string): string {
  const own = EXTENSION.exec(name)?.[1]?.toLowerCase() ?? '';
  return `${safeStem(name)}.${spellingsOf(extension).includes(own) ? own : extension}`;
}

/**
 * The value of Content-Disposition (RFC 6266): a plain spelling of the name for old callers, the true one for the others.
 * Nothing in the name can end the header or its quotes.
 */
export function contentDisposition(type: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\w. ()-]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${type}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
