import { VigilError } from '../../../contract/errors.ts';
import { isSameSecret } from '../../security/guard.ts';
import { RISK } from '../../security/risk.ts';
import { SESSION_COOKIE, SESSION_SECONDS } from '../../security/sessions.ts';
import { remoteOf } from '../admission.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';

/** POST /v1/session: the one address off loopback, beside the page itself, that asks for no token; it is handed in here. */
export function sessionHandlers(deps: AppDeps): Pick<Handlers, 'openSession'> {
  return {
    openSession({ body }, request, reply) {
      const { token } = deps.guard();
      if (token === null) {
        throw new VigilError('invalid_request', 'This console asks for no token: go on without a session.');
      }
      if (!isSameSecret(body.token, token)) {
        const detail = 'The token is not the right one: it is in the data folder of the console, in the file "token".';
        const event = { kind: 'unauthorized', risk: RISK.wrongToken, detail } as const;
        deps.security.record({ ...event, request_id: request.id, remote: remoteOf(request) });
        throw new VigilError('unauthorized', detail);
      }
      const { session, expires_at } = deps.sessions.open();
      reply.header(
        'set-cookie',
        `${SESSION_COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${SESSION_SECONDS}`,
      );
      return { expires_at: new Date(expires_at).toISOString() };
    },
  };
}
