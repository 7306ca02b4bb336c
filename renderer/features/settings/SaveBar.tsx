import { Button } from '@mantine/core';
import { plural } from '../../components/format.ts';
import { settingsDraft } from './settings-draft.ts';
import type { FormAccess } from './use-settings-form.ts';

const mod = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac') ? '⌘' : 'Ctrl';

/** Along the bottom while there is something to save. */
export function SaveBar({ form, saving, onSave }: { form: FormAccess; saving: boolean; onSave: () => void }) {
  if (form.changed.length === 0) return null;
  const wrong = Object.keys(form.errors).length;
  return (
    <section className="save-bar panel" aria-label="Unsaved changes">
      <strong role="status">{plural(form.changed.length, 'change')}</strong>
      <span className="quiet">
        {wrong === 0
          ? 'not saved yet'
          : `${plural(wrong, 'field')} cannot be saved as ${wrong === 1 ? 'it is' : 'they are'}`}
      </span>
      <Button loading={saving} disabled={wrong > 0} onClick={onSave}>
        Save
      </Button>
      <Button variant="default" onClick={settingsDraft.discard}>
        Discard
      </Button>
      <span className="save-bar-keys quiet">
        <kbd>{mod}</kbd> <kbd>S</kbd>
      </span>
    </section>
  );
}
