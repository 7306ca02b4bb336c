import { vi } from 'vitest';

/** Longer than any machine needs, and below the time-out of a test, so that the reason is told. */
const PATIENCE = { timeout: 30_000, interval: 5 };

/** Until it holds. Vitest's own waits a second, which a machine with other work may well take to start a process. */
export const waitUntil = (holds: () => unknown): Promise<unknown> => vi.waitUntil(holds, PATIENCE);

/** Until it throws no more. */
export const waitFor = <T>(attempt: () => T): Promise<T> => vi.waitFor(attempt, PATIENCE);
