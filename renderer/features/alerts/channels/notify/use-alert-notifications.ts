import { useEffect } from 'react';
import { useLocation } from 'wouter';
import { call } from '../../../../api/client.ts';
import { hear } from '../../../../api/events.ts';
import type { Look } from './decide.ts';
import { AlertFollower } from './follower.ts';
import { mayNotify, usePermission } from './permission.ts';
import { show } from './show.ts';
import { keepTold, readTold } from './told-memory.ts';

const LOCK = 'vigil-notifications';
/** Alerts of one evaluation come one by one; what comes within this goes in one message. */
const GATHER_MS = 1_000;
/** For what no event tells of, such as that a silence or a cool-down has ended. */
const EVERY_MS = 30_000;
/** Enough for an end to be seen among others. */
const RESOLVED = 100;

async function look(): Promise<Look> {
  const [{ alerts }, { channels }, { cool_down_s }] = await Promise.all([
    call('alerts', { query: { limit: RESOLVED } }),
    call('channels'),
    call('routing'),
  ]);
  const desktop = channels.find(({ name }) => name === 'desktop') ?? { enabled: false, routes: [] };
  return { alerts, desktop, cool_down_s, now: Date.now() };
}

/** Follows the alerts until what it answers is called. */
function follow(open: (path: string) => void): () => void {
  const follower = new AlertFollower({ look, tell: (message) => show(message, open), read: readTold, keep: keepTold });
  let gathering: ReturnType<typeof setTimeout> | undefined;
  const stopHearing = hear('alert', () => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      void follower.look();
    }, GATHER_MS);
  });
  const timer = setInterval(() => void follower.look(), EVERY_MS);
  void follower.look();
  return () => {
    stopHearing();
    clearTimeout(gathering);
    clearInterval(timer);
  };
}

/** Does something in one tab of this browser alone, as long as it is wanted: in the next one when this is closed. */
async function alone(wanted: AbortSignal, start: () => () => void): Promise<void> {
  const hold = () =>
    new Promise<void>((resolve) => {
      const stop = start();
      wanted.addEventListener('abort', () => {
        stop();
        resolve();
      });
    });
  await navigator.locks.request(LOCK, { signal: wanted }, hold).catch((error: unknown) => {
    if (!wanted.aborted) throw error;
  });
}

/** Shows a notification when an alert begins to fire or ends, where the page may; also while the page is hidden. */
export function useAlertNotifications(): void {
  const [, navigate] = useLocation();
  const isAllowed = mayNotify(usePermission());
  useEffect(() => {
    if (!isAllowed) return;
    const left = new AbortController();
    void alone(left.signal, () => follow(navigate));
    return () => left.abort();
  }, [isAllowed, navigate]);
}
