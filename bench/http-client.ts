import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { basename } from 'node:path';
import { z } from 'zod';
import { Timings } from '../native/contract/http/detect.ts';

const BOUNDARY = 'vigil-bench-4f2c8b';

/** One photograph as a multipart body, made before any clock runs: this is the client's work and not the console's. */
export function multipartBody(path: string): Buffer {
  const head =
    `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${basename(path)}"\r\n` +
    'Content-Type: image/jpeg\r\n\r\n';
  return Buffer.concat([Buffer.from(head), readFileSync(path), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

/** Clients of a console that keep their connections. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true });
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** Milliseconds from sending the request to the last byte of the answer. Rejects on any answer but 200. */
  async time(path: string, body?: Buffer): Promise<number> {
    return (await this.ask(path, body)).took_ms;
  }

  /** The same with the answer. */
  ask(path: string, body?: Buffer): Promise<{ took_ms: number; text: string }> {
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const call = request(`${this.url}${path}`, {
        agent: this.#agent,
        method: body === undefined ? 'GET' : 'POST',
        headers:
          body === undefined
            ? {}
            : { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'content-length': body.length },
      });
      call.on('error', reject);
      call.on('response', (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        answer.on('error', reject);
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve({ took_ms: performance.now() - started, text });
          else reject(new Error(`${path} answered ${answer.statusCode}: ${text}`));
        });
      });
      call.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

export const DETECT_PATH = '/v1/yolo/detect/';

const Answer = z.object({ images: z.tuple([z.object({ timings_ms: Timings })]) });

export interface LoadRun {
  latencies_ms: number[];
  /** What the console says of the same requests. */
  timings_ms: Timings[];
  wall_ms: number;
}

/** `clients` callers that each send the next image as soon as they have an answer, until all are sent once. */
export async function sendAll(client: HttpClient, bodies: readonly Buffer[], clients: number): Promise<LoadRun> {
  const latencies: number[] = [];
  const timings: Timings[] = [];
  const queue = bodies.values();
  const started = performance.now();
  const caller = async () => {
    for (const body of queue) {
      const { took_ms, text } = await client.ask(DETECT_PATH, body);
      latencies.push(took_ms);
      timings.push(Answer.parse(JSON.parse(text)).images[0].timings_ms);
    }
  };
  await Promise.all(Array.from({ length: clients }, caller));
  return { latencies_ms: latencies, timings_ms: timings, wall_ms: performance.now() - started };
}
