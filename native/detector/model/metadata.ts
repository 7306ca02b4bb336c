import { parsePythonLiteral } from './python-literal.ts';

/** What Ultralytics writes into the metadata of its exports, as far as it could be read; null where it is missing. */
export interface ExportMetadata {
  names: string[] | null;
  /** Height and width in pixels. */
  imageSize: [number, number] | null;
  /** `detect`, `segment`, `classify`, `pose`, `obb`. */
  task: string | null;
  /** Whether the model selects among its boxes itself. */
  endToEnd: boolean | null;
  licence: string | null;
}

const MAX_NAMES = 65_535;
const MAX_VALUE_LENGTH = 2_000;
const MAX_ENTRIES = 50;

export function readExportMetadata(metadata: Readonly<Record<string, string>>): ExportMetadata {
  const endToEnd = metadata['end2end']?.toLowerCase();
  return {
    names: readNames(metadata['names']),
    imageSize: readImageSize(metadata['imgsz']),
    task: metadata['task'] ?? null,
    endToEnd: endToEnd === 'true' ? true : endToEnd === 'false' ? false : null,
    licence: metadata['license'] ?? null,
  };
}

/** The metadata as the model's card shows it: long values cut, a flood of entries too. */
export function abridgeMetadata(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata)
      .slice(0, MAX_ENTRIES)
      .map(([key, value]) => [key, value.length > MAX_VALUE_LENGTH ? `${value.slice(0, MAX_VALUE_LENGTH)}…` : value]),
  );
}

/** `{0: 'person', 1: ...}` or `['person', ...]`; a class id that is left out is called `class_<id>`. */
function readNames(text: string | undefined): string[] | null {
  const value = text === undefined ? undefined : parsePythonLiteral(text);
  if (Array.isArray(value)) return value.length > 0 ? value.map((name) => String(name)) : null;
  if (!(value instanceof Map) || value.size === 0) return null;
  const byId = new Map([...value].map(([id, name]) => [Number(id), String(name)]));
  const last = Math.max(...byId.keys());
  if (![...byId.keys()].every((id) => Number.isInteger(id) && id >= 0) || last >= MAX_NAMES) return null;
  return Array.from({ length: last + 1 }, (_, id) => byId.get(id) ?? `class_${id}`);
}

/** `[640, 480]` (height, width) or one number for both. */
function readImageSize(text: string | undefined): [number, number] | null {
  const value = text === undefined ? undefined : parsePythonLiteral(text);
  const sides = Array.isArray(value) ? value : [value, value];
  const [height, width] = sides;
  return isSide(height) && isSide(width) && sides.length === 2 ? [height, width] : null;
}

function isSide(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 32 && value <= 8192;
}
