import type { FastifyInstance } from 'fastify';
import { VigilError } from '../../contract/errors.ts';
import { formatAuthority } from '../security/authority.ts';

/** Where to open a server in a browser of the same machine, if it listens on every interface. */
const REACHABLE: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/**
 * Begins to listen; port 0 takes a free one. Throws `port_in_use` where the port cannot be had, `invalid_parameter`
 * where the address is none of this machine's.
 */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<{ port: number; url: string }> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw explainListening(error, host, port);
  }
  const address = app.server.address();
  const taken = address !== null && typeof address === 'object' ? address.port : port;
  return { port: taken, url: `http://${formatAuthority(REACHABLE[host] ?? host, taken)}` };
}

/** Why nobody can listen there; `option` is what sets the port on the command line. */
export function explainListening(error: unknown, host: string, port: number, option = '--port'): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const options = { cause: error };
  if (code === 'EADDRINUSE') {
    return new VigilError(
      'port_in_use',
      `Port ${port} of ${host} is taken, perhaps by another Vigil. Choose another with ${option}, or ${option} 0 for a free one.`,
      options,
    );
  }
  if (code === 'EACCES') {
    return new VigilError(
      'port_in_use',
      `This user may not listen on port ${port}. Choose one above 1023 with ${option}, or ${option} 0 for a free one.`,
      options,
    );
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new VigilError(
      'invalid_parameter',
      `${JSON.stringify(host)} is no address of this machine. Use 127.0.0.1 for this machine alone, or 0.0.0.0 for all.`,
      options,
    );
  }
  return error;
}
