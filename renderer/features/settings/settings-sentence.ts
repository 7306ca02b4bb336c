import type { SettingsResponse } from '../../../native/contract/http/settings.ts';
import { formatBytes } from '../../components/format.ts';

const days = (count: number): string => (count === 1 ? 'a day' : `${count} days`);

/** The first line of the page: where the console is reached and what it keeps. */
export function settingsSentence({
  settings,
  listening_port,
  restart_needed,
  reload_needed,
}: SettingsResponse): string {
  const { retention, keep_images } = settings;
  const waiting = restart_needed.length + reload_needed.length;
  const kept = `${keep_images ? 'results and pictures' : 'results'} are kept for ${days(retention.max_age_days)} or ${formatBytes(retention.max_bytes)}`;
  const rest = waiting === 0 ? '' : `; ${waiting === 1 ? 'one change waits' : `${waiting} changes wait`}`;
  return `Port ${listening_port}; ${kept}${rest}`;
}
