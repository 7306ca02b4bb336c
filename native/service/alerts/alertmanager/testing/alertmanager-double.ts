import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { LabelMatcher } from '../../../../store/alert-types.ts';

interface KeptSilence {
  id: string;
  matchers: LabelMatcher[];
  comment: string;
  createdBy: string;
  startsAt: string;
  endsAt: string;
}

/** What of the API of an Alertmanager is used, over HTTP, with a clock and troubles that the test sets. */
export class AlertmanagerDouble {
  readonly #server: Server;
  /** A status to fail with, no answer or half of one, or what to answer in place of the truth. */
  trouble: number | 'hang' | 'stall' | { body: string } | null = null;
  /** Takes what is posted, and never says so. */
  losesAnswers = false;
  cluster = 'disabled';
  uptime = '2026-03-01T00:00:00.000Z';
  silences: KeptSilence[] = [];
  /** Those of each `POST /api/v2/alerts`. */
  alerts: Record<string, unknown>[][] = [];
  /** `POST silences` and the like, in their order. */
  asked: string[] = [];
  redirect: string | null = null;
  now: () => number;

  private constructor(server: Server, now: () => number) {
    this.#server = server;
    this.now = now;
  }

  static async open(now: () => number): Promise<AlertmanagerDouble> {
    const server = createServer((request, response) => void double.#answer(request, response));
    const double = new AlertmanagerDouble(server, now);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return double;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stateOf({ startsAt, endsAt }: KeptSilence): 'active' | 'pending' | 'expired' {
    if (Date.parse(endsAt) <= this.now()) return 'expired';
    return Date.parse(startsAt) > this.now() ? 'pending' : 'active';
  }

  active(): KeptSilence[] {
    return this.silences.filter((silence) => this.stateOf(silence) === 'active');
  }

  /** Somebody silences there; answers its id. */
  silence(matchers: (Partial<LabelMatcher> & { name: string; value: string })[], changes: Partial<KeptSilence> = {}) {
    const id = randomUUID();
    this.silences.push({
      id,
      matchers: matchers.map((matcher) => ({ isRegex: false, isEqual: true, ...matcher })),
      ...{ comment: 'from there', createdBy: 'Grace' },
      startsAt: new Date(this.now()).toISOString(),
      endsAt: new Date(this.now() + 3_600_000).toISOString(),
      ...changes,
    });
    return id;
  }

  expire(id: string): void {
    this.#change(id, { endsAt: new Date(this.now()).toISOString() });
  }

  #change(id: string, changes: Partial<KeptSilence>): void {
    this.silences = this.silences.map((silence) => (silence.id === id ? { ...silence, ...changes } : silence));
  }

  edit(id: string, changes: Partial<Pick<KeptSilence, 'comment' | 'createdBy' | 'endsAt'>>): void {
    this.#change(id, changes);
  }

  /** Starts anew with nothing. */
  forget(): void {
    this.silences = [];
    this.alerts = [];
    this.uptime = new Date(this.now()).toISOString();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const path = url.replace('/api/v2/', '');
    this.asked.push(`${method} ${path}`);
    const say = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
    const said = await text(request);
    if (this.redirect !== null) return void response.writeHead(307, { location: this.redirect }).end();
    if (this.trouble === 'hang') return;
    if (this.trouble === 'stall') return void response.writeHead(200).write('{"uptime": "20');
    if (typeof this.trouble === 'number') return void say(this.trouble, 'in trouble');
    if (this.trouble !== null) return void response.writeHead(200).end(this.trouble.body);
    if (path === 'status') say(200, { uptime: this.uptime, cluster: { status: this.cluster, peers: [] } });
    else if (method === 'GET')
      say(
        200,
        this.silences.map((one) => ({ ...one, status: { state: this.stateOf(one) } })),
      );
    else if (method === 'DELETE') {
      this.expire(path.replace('silence/', ''));
      response.writeHead(200).end();
    } else if (path === 'alerts') {
      this.alerts.push(JSON.parse(said));
      response.writeHead(200).end();
    } else {
      const { id: replaced, ...body } = JSON.parse(said) as KeptSilence;
      if (Date.parse(body.endsAt) <= this.now()) return void say(400, 'silence invalid: it has ended');
      if (replaced !== undefined) this.expire(replaced);
      const id = this.silence(body.matchers, body);
      if (this.losesAnswers) response.destroy();
      else say(200, { silenceID: id });
    }
  }
}
