import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Settings, SettingsResponse } from '../../../native/contract/http/settings.ts';
import { call } from '../../api/client.ts';
import { KEYS } from '../../api/queries.ts';
import { plural } from '../../components/format.ts';
import { toastProblem, toastWithUndo } from '../../components/undo-toast.tsx';
import { settingsDraft } from './settings-draft.ts';
import { toForm } from './settings-form.ts';

interface Save {
  settings: Settings;
  /** What undo puts back. */
  former: Settings;
  /** How many fields differ. */
  count: number;
}

/** Replaces the settings; says so with an undo that puts the former ones back. */
export function useSaveSettings() {
  const queries = useQueryClient();
  const take = (response: SettingsResponse) => {
    queries.setQueryData(KEYS.settings, response);
    settingsDraft.settle(toForm(response.settings));
    void queries.invalidateQueries({ queryKey: KEYS.providers });
  };
  return useMutation({
    mutationFn: ({ settings }: Save) => call('putSettings', { json: settings }),
    onSuccess(response, { former, count }) {
      take(response);
      toastWithUndo(`${plural(count, 'setting')} saved.`, async () =>
        take(await call('putSettings', { json: former })),
      );
    },
    onError: toastProblem,
  });
}
