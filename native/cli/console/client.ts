import type { z } from 'zod';
import { Problem, VigilError } from '../../contract/errors.ts';

export interface ConsoleAddress {
  /** `http://HOST:PORT`, without a slash at the end. */
  url: string;
  /** Null where the console asks for none. */
  token: string | null;
}

/** The HTTP API of a running console. Problems it answers become VigilErrors of the same code and detail. */
export class ConsoleClient {
  readonly address: ConsoleAddress;

  constructor(address: ConsoleAddress) {
    this.address = address;
  }

  /**
   * One request; `accept` names statuses beside 2xx whose body is the answer too. Throws what the console says, or
   * `console_unreachable` where none answers, or where something else does.
   */
  async request<Answer>(
    path: string,
    schema: z.ZodType<Answer>,
    options: { body?: FormData | object; accept?: readonly number[] } = {},
  ): Promise<Answer> {
    const response = await this.#send(path, options.body);
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok && !options.accept?.includes(response.status)) throw this.#refusal(response, body);
    const answer = schema.safeParse(body);
    if (answer.success) return answer.data;
    throw this.#unreachable(`it answers ${path} with something that is no answer of Vigil`);
  }

  /** The same for an answer that is a text. */
  async text(path: string): Promise<string> {
    const response = await this.#send(path, undefined);
    if (response.ok) return response.text();
    throw this.#refusal(response, await response.json().catch(() => null));
  }

  async #send(path: string, body: FormData | object | undefined): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.address.token !== null) headers['authorization'] = `Bearer ${this.address.token}`;
    if (body !== undefined && !(body instanceof FormData)) headers['content-type'] = 'application/json';
    try {
      return await fetch(this.address.url + path, {
        headers,
        method: body === undefined ? 'GET' : 'POST',
        ...(body !== undefined && { body: body instanceof FormData ? body : JSON.stringify(body) }),
      });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      throw this.#unreachable(cause instanceof Error ? cause.message : String(cause), error);
    }
  }

  #refusal(response: Response, body: unknown): VigilError {
    const problem = Problem.pick({ code: true, detail: true }).loose().safeParse(body);
    if (problem.success) return VigilError.fromData(problem.data);
    return this.#unreachable(`it answers ${response.status} ${response.statusText}`);
  }

  #unreachable(reason: string, cause?: unknown): VigilError {
    const detail = `No console answers at ${this.address.url} (${reason}). Start one with "vigil serve", or name another with --url.`;
    return new VigilError('console_unreachable', detail, { cause });
  }
}
