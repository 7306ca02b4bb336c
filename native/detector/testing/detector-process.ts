import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, vi } from 'vitest';
import { CANDIDATE_FLOOR, MAX_CANDIDATES } from '../../contract/candidates.ts';
import { DEFAULT_IMAGE_LIMITS, DetectorToService, type ServiceToDetector } from '../../contract/messages.ts';
import type { ProviderName } from '../../contract/provider.ts';
import { sharedPath } from '../../testing/shared.ts';

const MAIN = join(import.meta.dirname, '../main.ts');
type Kind = DetectorToService['kind'];

/** A real detector process with everything it said. */
export class Detector {
  readonly child: ChildProcess;
  readonly said: DetectorToService[] = [];
  #code: number | null | undefined;
  stdout = '';
  stderr = '';

  constructor(environment: Record<string, string> = {}) {
    this.child = fork(MAIN, { serialization: 'advanced', silent: true, env: { ...process.env, ...environment } });
    this.child.on('message', (message) => this.said.push(DetectorToService.parse(message)));
    this.child.once('exit', (code) => {
      this.#code = code;
    });
    this.child.stdout?.on('data', (text) => {
      this.stdout += text;
    });
    this.child.stderr?.on('data', (text) => {
      this.stderr += text;
    });
  }

  post(message: ServiceToDetector): void {
    this.child.send(message);
  }

  load(providers: ProviderName[], model = 'yolox-nano-416.onnx'): void {
    const path = sharedPath('models', model);
    this.post({
      kind: 'load',
      id: 0,
      path,
      sidecar: null,
      providers,
      threads: { type: 'fixed', threads: 2, spinning: false },
      known: null,
    });
  }

  detect(id: number, image: Uint8Array<ArrayBuffer> | string, thumbnail = false): void {
    this.post({
      kind: 'detect',
      id,
      image: typeof image === 'string' ? { type: 'file', path: image } : { type: 'bytes', bytes: image },
      limits: DEFAULT_IMAGE_LIMITS,
      floor: CANDIDATE_FLOOR,
      max_candidates: MAX_CANDIDATES,
      thumbnail,
    });
  }

  /** The first message of a kind (about one request), said already or to come. */
  async hear<K extends Kind>(kind: K, id?: number): Promise<Extract<DetectorToService, { kind: K }>> {
    const matches = (message: DetectorToService): message is Extract<DetectorToService, { kind: K }> =>
      message.kind === kind && (id === undefined || ('id' in message && message.id === id));
    return await vi.waitFor(
      () => {
        const message = this.said.find(matches);
        if (message === undefined) throw new Error(`no ${kind} of ${id} yet; ${this.stderr}`);
        return message;
      },
      { timeout: 170_000, interval: 10 },
    );
  }

  /** The exit code, null after a signal; by then every message has arrived. */
  async exit(): Promise<number | null> {
    if (this.#code === undefined) await new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.connected) await new Promise((resolve) => this.child.once('disconnect', resolve));
    return this.#code ?? null;
  }
}

const detectors: Detector[] = [];
/** Starts a detector process that lives at most as long as the test. */
export function startDetector(environment?: Record<string, string>): Detector {
  const detector = new Detector(environment);
  detectors.push(detector);
  return detector;
}
afterEach(() => {
  for (const { child } of detectors.splice(0)) child.kill('SIGKILL');
});
