import { Button, Progress, Switch } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import type { SettingsResponse } from '../../../native/contract/http/settings.ts';
import { useConnection } from '../../api/queries.ts';
import { desktop } from '../../app/desktop.ts';
import { formatBytes, plural } from '../../components/format.ts';
import { toast, toastProblem } from '../../components/undo-toast.tsx';
import { CopyText } from '../models/CopyText.tsx';
import { NumberSetting } from './NumberSetting.tsx';
import { SettingRow } from './SettingRow.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import type { FormAccess } from './use-settings-form.ts';

async function reveal(folder: string): Promise<void> {
  const shown = await desktop()?.reveal(folder);
  if (shown === false) toast('The file manager cannot show this folder.');
}

/** Where everything is kept, how large it is and what the disk has left. */
export function DataFolder({ folder }: { folder: SettingsResponse['data_folder'] }) {
  const { path, bytes, free_bytes } = folder;
  return (
    <SettingsSection
      id="data"
      title="Data folder"
      note="History, pictures, settings and uploaded models. Another one is chosen at the start, by --data-dir."
    >
      <div className="data-path">
        <code>{path}</code>
        <CopyText text={path} label="Copy the path" />
        {desktop() !== null && (
          <Button
            variant="default"
            leftSection={<IconFolderOpen size={16} aria-hidden />}
            onClick={() => void reveal(path).catch(toastProblem)}
          >
            Show data folder
          </Button>
        )}
      </div>
      <dl className="data-figures">
        <div>
          <dt>Data folder</dt>
          <dd>{formatBytes(bytes)}</dd>
        </div>
        <div>
          <dt>Free on its disk</dt>
          <dd>{formatBytes(free_bytes)}</dd>
        </div>
      </dl>
    </SettingsSection>
  );
}

export function RetentionSettings({ form, maxBytes }: { form: FormAccess; maxBytes: number }) {
  const connection = useConnection();
  const history = connection.state === 'connected' ? connection.status.history : null;
  return (
    <SettingsSection id="retention" title="History">
      {history !== null && (
        <>
          <p className="quiet">
            Now {plural(history.count, 'result')}, {formatBytes(history.bytes)} of at most {formatBytes(maxBytes)}.
          </p>
          <Progress
            className="history-use"
            value={Math.min(100, (history.bytes / maxBytes) * 100)}
            size={6}
            radius={3}
            aria-label="Size of the history, of what it may take"
          />
        </>
      )}
      <NumberSetting field="max_age_days" form={form} unit="days" decimals={2} min={0.01} max={3_650} />
      <NumberSetting field="max_gb" form={form} unit="GB" decimals={2} min={0.01} />
      <SettingRow field="keep_images" changed={form.isChanged('keep_images')} error={form.errors.keep_images}>
        {(ids) => (
          <Switch
            {...ids}
            checked={form.values.keep_images}
            onChange={(event) => form.change({ keep_images: event.currentTarget.checked })}
          />
        )}
      </SettingRow>
    </SettingsSection>
  );
}
