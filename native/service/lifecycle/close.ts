import type { FastifyInstance } from 'fastify';

/**
 * Stops listening and waits for the requests under way, at most `graceMs`; the connections of those that are still there
 * then are cut.
 */
export async function closeApp(app: FastifyInstance, graceMs: number): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), graceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
