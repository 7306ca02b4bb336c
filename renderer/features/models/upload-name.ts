import { fileName } from '../../components/format.ts';

const LONGEST = 120;
const ENDING = '.onnx';

export const isModelName = (name: string): boolean => name.toLowerCase().endsWith(ENDING);

/** The name a model file is kept under: of the characters that the console takes, others become an underscore. */
export function uploadName(name: string): string {
  const stem = fileName(name)
    .toWellFormed()
    .normalize('NFC')
    .replace(/\.onnx$/i, '')
    .replace(/[^\p{L}\p{N} ._()-]/gu, '_')
    .replace(/^[^\p{L}\p{N}]+/u, '');
  // Cut by characters, since half of a surrogate pair is no letter.
  let short = '';
  for (const character of stem) {
    if (short.length + character.length > LONGEST - ENDING.length) break;
    short += character;
  }
  return `${short === '' ? 'model' : short}${ENDING}`;
}
