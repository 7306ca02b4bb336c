import { Button } from '@mantine/core';
import { IconRefresh, IconReload } from '@tabler/icons-react';
import type { SettingsResponse } from '../../../native/contract/http/settings.ts';
import { useConnection } from '../../api/queries.ts';
import { isBusy } from '../models/load-job.ts';
import { loadAgain, useLoadJob } from '../models/load-jobs.ts';
import { FIELD_WORDS } from './field-words.ts';
import { FIELDS, PATHS } from './settings-form.ts';

const list = new Intl.ListFormat('en', { type: 'conjunction' });

const NAMES: Readonly<Record<string, string>> = {
  providers: 'the order of providers',
  goal: 'the goal',
  port: 'the port',
  metrics_listener: 'the listener for scrapers',
};

/** Fields as the console names them, in words. */
function inWords(fields: readonly string[]): string {
  const words = fields.map((name) => {
    const field = FIELDS.find((one) => PATHS[one] === name);
    return NAMES[name] ?? (field === undefined ? name : FIELD_WORDS[field].label.toLowerCase());
  });
  const joined = list.format(words);
  return `${joined.charAt(0).toUpperCase()}${joined.slice(1)}`;
}

const waits = (fields: readonly string[]) => `${inWords(fields)} ${fields.length === 1 ? 'waits' : 'wait'}`;

/** Saved changes that do not hold yet, and what makes them hold. */
export function PendingNotes({ response }: { response: SettingsResponse }) {
  const { restart_needed, reload_needed, settings, listening_port } = response;
  const connection = useConnection();
  const job = useLoadJob();
  const model = connection.state === 'connected' ? connection.status.model : null;
  const reloads = reload_needed.length > 0 && model !== null;
  if (restart_needed.length === 0 && !reloads) return null;
  return (
    <div className="pending-notes">
      {restart_needed.length > 0 && (
        <div className="pending-note panel" role="status">
          <IconReload size={18} stroke={1.7} aria-hidden />
          <span>
            {waits(restart_needed)} for the next start of Vigil
            {restart_needed.includes('port') && ` (${settings.port}; now ${listening_port})`}.
          </span>
        </div>
      )}
      {reloads && (
        <div className="pending-note panel" role="status">
          <IconRefresh size={18} stroke={1.7} aria-hidden />
          <span>
            {waits(reload_needed)} for the next load: {model.name} still runs as before.
          </span>
          <Button loading={isBusy(job)} onClick={() => loadAgain(model)}>
            Load the model again
          </Button>
        </div>
      )}
    </div>
  );
}
