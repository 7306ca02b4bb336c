import { setTimeout as delay } from 'node:timers/promises';
import { HistoryPage } from '../native/contract/http/history.ts';

const POLL_MS = 50;
const PATIENCE_MS = 60_000;

/**
 * Resolves when the console has done what it puts off until nobody waits: the thumbnails of its latest `images`
 * results. Whatever is measured beside it before that is measured on a busy machine.
 */
export async function settle(url: string, images: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const response = await fetch(`${url}/v1/history/inferences?limit=${images}`);
    const { items } = HistoryPage.parse(await response.json());
    if (items.every(({ has_thumbnail }) => has_thumbnail)) return;
    await delay(POLL_MS);
  }
  throw new Error(`The console at ${url} has not made its thumbnails within ${PATIENCE_MS / 1000} s`);
}
