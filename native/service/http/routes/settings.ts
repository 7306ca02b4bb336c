import { measureDataFolder } from '../../settings/data-folder.ts';
import { reloadNeeded, restartNeeded } from '../../settings/pending.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';

export function settingsHandlers(deps: AppDeps): Pick<Handlers, 'getSettings' | 'putSettings'> {
  const { liveSettings, models } = deps;
  const dataFolder = measureDataFolder(deps.dataFolder);
  const answer = async () => ({
    settings: liveSettings.stored(),
    listening_port: deps.guard().port,
    metrics_listener: deps.metricsListener(),
    restart_needed: restartNeeded(liveSettings),
    reload_needed: reloadNeeded(liveSettings, models.loadedWith()),
    data_folder: await dataFolder(),
  });
  return {
    getSettings: answer,
    putSettings({ body }) {
      liveSettings.replace(body);
      deps.log.info({ settings: body }, 'settings were changed');
      return answer();
    },
  };
}
