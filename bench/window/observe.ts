import type { Page } from '@playwright/test';

/** What the page's main thread did: tasks over 50 ms, and where it was asked for the times between frames. */
export interface Observed {
  long_tasks_ms: number[];
  frame_ms: number[];
}

/**
 * Starts to note long tasks in the page; call again to begin anew. With frames it has the page draw as many as it can, which
 * is work of its own: for what moves all the time, and nothing else.
 */
export async function beginObserving(page: Page, { frames }: { frames: boolean }): Promise<void> {
  await page.evaluate(`(() => {
    const observed = { long_tasks_ms: [], frame_ms: [] };
    window.observed = observed;
    window.longTasks?.disconnect();
    window.longTasks = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) observed.long_tasks_ms.push(entry.duration);
    });
    window.longTasks.observe({ type: 'longtask' });
    let last = performance.now();
    const frame = (now) => {
      if (window.observed !== observed) return;
      observed.frame_ms.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    if (${frames}) requestAnimationFrame(frame);
  })()`);
}

export async function readObserved(page: Page): Promise<Observed> {
  return page.evaluate<Observed>('window.observed');
}
