import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { findProgram, startAlertmanager, stopProgram, untilReady } from '../../../scripts/monitoring/stack.ts';
import { freePort } from '../stack/stack.ts';

const command = findProgram('alertmanager');

/** Why tests with a real Alertmanager are skipped; null where they can run. */
export const withoutAlertmanager: string | null = command === null ? 'there is no Alertmanager on this machine' : null;

const CONFIG = 'route: { receiver: nobody }\nreceivers: [{ name: nobody }]\n';

const TheirAlert = z.object({
  labels: z.record(z.string(), z.string()),
  status: z.object({ state: z.enum(['unprocessed', 'active', 'suppressed']), silencedBy: z.array(z.string()) }),
});
const TheirSilence = z.object({
  ...{ id: z.string(), comment: z.string(), createdBy: z.string(), startsAt: z.string(), endsAt: z.string() },
  matchers: z.array(
    z.object({ name: z.string(), value: z.string(), isRegex: z.boolean(), isEqual: z.boolean() }).strict(),
  ),
  status: z.object({ state: z.enum(['active', 'pending', 'expired']) }),
});
export type TheirSilence = z.output<typeof TheirSilence>;
export type TheirAlert = z.output<typeof TheirAlert>;

/** An Alertmanager of this machine on a free port, which tells nobody of anything. */
export class RealAlertmanager {
  readonly #folder = mkdtempSync(join(tmpdir(), 'vigil-alertmanager-'));
  readonly #port: number;
  readonly #config: string;
  #program: ChildProcess | null = null;

  private constructor(port: number) {
    this.#port = port;
    this.#config = join(this.#folder, 'alertmanager.yml');
    writeFileSync(this.#config, CONFIG);
  }

  static async start(): Promise<RealAlertmanager> {
    const alertmanager = new RealAlertmanager(await freePort());
    await alertmanager.#start();
    return alertmanager;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Ends it, and starts it with an empty data folder at the same address. */
  async restartEmpty(): Promise<void> {
    await this.#stop();
    rmSync(join(this.#folder, 'alertmanager-data'), { recursive: true, force: true });
    await this.#start();
  }

  async alerts(): Promise<TheirAlert[]> {
    return z.array(TheirAlert).parse(await this.#ask('GET', 'alerts'));
  }

  async silences(): Promise<TheirSilence[]> {
    return z.array(TheirSilence).parse(await this.#ask('GET', 'silences'));
  }

  /** Makes it, or where it has an id edits it; answers its id. */
  async silence(body: object): Promise<string> {
    return z.object({ silenceID: z.string() }).parse(await this.#ask('POST', 'silences', body)).silenceID;
  }

  async expire(id: string): Promise<void> {
    await this.#ask('DELETE', `silence/${id}`);
  }

  async tell(alerts: readonly object[]): Promise<void> {
    await this.#ask('POST', 'alerts', alerts);
  }

  async close(): Promise<void> {
    await this.#stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #start(): Promise<void> {
    const prepared = { prometheusConfig: '', alertmanagerConfig: this.#config };
    const options = { consoles: [], prometheusPort: 0, alertmanagerPort: this.#port, interval: '' };
    this.#program = startAlertmanager(command as string, this.#folder, prepared, options);
    await untilReady(`${this.url}/-/ready`, this.#program);
  }

  async #stop(): Promise<void> {
    if (this.#program !== null) await stopProgram(this.#program);
    this.#program = null;
  }

  async #ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.url}/api/v2/${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const said = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${said}`);
    return said === '' ? null : JSON.parse(said);
  }
}
