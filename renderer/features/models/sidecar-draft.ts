import { type Layout, type ModelCard, type Preprocess, Sidecar } from '../../../native/contract/model.ts';
import { plural } from '../../components/format.ts';
import { parseClassNames } from './class-names.ts';

/** What the user states about a model, as it stands in the form; empty where nothing is stated. */
export interface SidecarDraft {
  layout: Layout | '';
  preprocess: Preprocess | '';
  /** Pixels; `''` where it is left to the file. */
  height: number | string;
  width: number | string;
  /** Class names as pasted. */
  names: string;
  /** Said of the model before and not asked for in the form: it stays. */
  kept?: Pick<Sidecar, 'name' | 'version' | 'licence'>;
}

export const EMPTY_DRAFT: SidecarDraft = { layout: '', preprocess: '', height: '', width: '', names: '' };

/** What is stated of a model by now, to go on from: another description takes the place of the whole former one. */
export function draftOfCard(card: ModelCard): SidecarDraft {
  const { height, width, size_source } = card.input;
  const isStated = size_source === 'sidecar';
  return {
    layout: card.layout_source === 'sidecar' ? card.layout : '',
    preprocess: card.preprocess,
    height: isStated ? height : '',
    width: isStated ? width : '',
    names: card.classes_source === 'sidecar' ? card.classes.join('\n') : '',
    kept: {
      name: card.name.slice(0, 100),
      version: card.version.slice(0, 50),
      ...(card.licence !== null && { licence: card.licence.slice(0, 200) }),
    },
  };
}

export type DraftErrors = Partial<Record<'input_size' | 'names' | 'form', string>>;
export type ParsedDraft = { ok: true; sidecar: Sidecar } | { ok: false; errors: DraftErrors };

/** The draft as the contract takes it, or what is wrong with it, by field. */
export function parseDraft({ layout, preprocess, height, width, names, kept }: SidecarDraft): ParsedDraft {
  const classes = parseClassNames(names);
  const sized = height !== '' || width !== '';
  const candidate = {
    ...(layout !== '' && { layout }),
    ...(preprocess !== '' && { preprocess }),
    ...(sized && { input_size: [height, width] }),
    ...(classes.length > 0 && { names: classes }),
  };
  if (Object.keys(candidate).length === 0) return { ok: false, errors: { form: 'State at least one of these.' } };
  const parsed = Sidecar.safeParse({ ...kept, ...candidate });
  if (parsed.success) return { ok: true, sidecar: parsed.data };
  const errors: DraftErrors = {};
  for (const { path, message } of parsed.error.issues) {
    const [field, at] = path;
    if (field === 'input_size') errors.input_size = 'Both sides, in whole pixels from 32 to 8,192.';
    else if (field !== 'names') errors.form ??= message;
    else if (typeof at === 'number') errors.names ??= `Name ${at + 1} is longer than 100 characters.`;
    else errors.names ??= 'At most 65,535 names.';
  }
  return { ok: false, errors };
}

/** "16 names: seal, ox, tiger and 13 more"; what was understood of the pasted text. */
export function namesUnderstood(text: string): string {
  const names = parseClassNames(text);
  if (names.length === 0)
    return 'One name a line, in the order of the class ids; data.yaml and commas are understood too.';
  const shown = names.slice(0, 3).join(', ');
  return `${plural(names.length, 'name')}: ${shown}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}
