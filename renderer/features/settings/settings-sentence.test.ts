import { expect, it } from 'vitest';
import { Settings } from '../../../native/contract/http/settings.ts';
import { settingsSentence } from './settings-sentence.ts';

const response = {
  settings: Settings.parse({}),
  listening_port: 8_000,
  metrics_listener: { state: 'off' as const },
  restart_needed: [],
  reload_needed: [],
  data_folder: { path: '/data', bytes: 1, free_bytes: 1 },
};

it('says where the console is reached and what it keeps', () => {
  expect(settingsSentence(response)).toBe('Port 8000; results and pictures are kept for 15 days or 10.7 GB');
});

it('says what waits', () => {
  const settings = Settings.parse({ keep_images: false, retention: { max_age_days: 1, max_bytes: 2e9 } });
  expect(settingsSentence({ ...response, settings, restart_needed: ['port'], reload_needed: ['goal'] })).toBe(
    'Port 8000; results are kept for a day or 2 GB; 2 changes wait',
  );
});
