import { inhibitorOf } from '../../../alerts/evaluate/inhibit.ts';
import type { AlertRow } from '../../../store/alert-types.ts';
import type { NewNotice } from '../../../store/outbox-types.ts';
import type { Store } from '../../../store/types.ts';
import { alertKey } from '../open-alerts.ts';
import { NOT_HELD, toAlert, toState } from '../rows.ts';
import { silencedUntil } from '../silences.ts';
import type { ChannelConfigs } from './configs.ts';
import type { Routes } from './routes.ts';
import { SENT_CHANNELS, type SentChannel } from './types.ts';

export interface NoticeDeps {
  store: Pick<Store, 'alerts' | 'outbox'>;
  configs: ChannelConfigs;
  routes: Routes;
}

/** Met no longer, and firing only until its rule is sure of that. */
function isEnding(row: AlertRow): boolean {
  const phase = toState(row)?.phase;
  return phase?.phase === 'firing' && phase.not_met_since !== null;
}

/**
 * Says whether a channel is not to be told that an alert fires: somebody knows, said not to, it is as good as over, or the
 * channel is told of what inhibits it. What is told elsewhere alone keeps nothing from this channel. Without the third, the
 * end of an alert that inhibits many would be told as the begin of them all. `now` in milliseconds since 1970.
 */
export function holds({ store: { alerts }, routes }: Pick<NoticeDeps, 'store' | 'routes'>, now: number) {
  const silences = alerts.silences();
  const open = alerts.open();
  return (row: AlertRow, channel: string): boolean => {
    if (row.acknowledged_at !== null || silencedUntil(silences, row, now) !== null || isEnding(row)) return true;
    const inhibitor = inhibitorOf(row, open);
    if (inhibitor === null) return false;
    const told: ReadonlySet<string> = routes.channelsOf(inhibitor.by);
    return told.has(channel);
  };
}

/** Channels that can send and may. */
export const activeChannels = (configs: ChannelConfigs): SentChannel[] =>
  SENT_CHANNELS.filter((name) => configs.isEnabled(name) && configs.config(name) !== null);

/**
 * Holds what is written to be sent against what is: writes that an alert fires for whom nobody has told of it, and that it
 * is over for those who were told that it fires. Judged from the alerts that are kept and not from what was said of them,
 * so that a crash between the two loses nothing. Throws `storage_failed`.
 */
export function writeNotices({ store, configs, routes }: NoticeDeps, now: number): void {
  const { outbox, alerts } = store;
  const { group_wait_s, cool_down_s } = routes.routing();
  const active = activeChannels(configs);
  const isHeld = holds({ store, routes }, now);
  const open = outbox.open();
  const written = new Set(open.map(({ channel, alert_id }) => `${channel} ${alert_id}`));
  const firing = alerts.open().filter(({ state }) => state === 'firing');
  const due = now + group_wait_s * 1_000;
  const notices: NewNotice[] = [];
  const withdrawn: number[] = [];
  for (const row of firing) {
    const channels = routes.channelsOf(row);
    for (const channel of active) {
      if (!channels.has(channel) || written.has(`${channel} ${row.id}`) || isHeld(row, channel)) continue;
      const alert_key = alertKey(row);
      const cool = (outbox.toldAt(channel, alert_key) ?? Number.NEGATIVE_INFINITY) + cool_down_s * 1_000;
      notices.push({ channel, kind: 'firing', alert: toAlert(row, NOT_HELD), alert_key, due_at: Math.max(due, cool) });
    }
  }
  const firingIds = new Set(firing.map(({ id }) => id));
  for (const notice of open) {
    if (firingIds.has(notice.alert_id)) continue;
    const row = alerts.get(notice.alert_id);
    if (row === null) continue;
    // Over before anybody was told: there is nothing to tell.
    if (notice.state === 'waiting' && (notice.attempts === 0 || isHeld(row, notice.channel))) withdrawn.push(notice.id);
    else {
      const { channel, alert_key } = notice;
      notices.push({ channel, kind: 'resolved', alert: toAlert(row, NOT_HELD), alert_key, due_at: due });
    }
  }
  if (withdrawn.length > 0) outbox.withdraw(withdrawn);
  if (notices.length > 0) outbox.add(notices, now);
}
