import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  // What was sent is the sender's; each test looks for what it needs.
  body: Record<string, unknown> & Record<string, unknown>[];
  wasTaken: boolean;
}

/** An HTTP server that keeps what it gets, and answers as it is told. */
export class Receiver {
  readonly #server: Server;
  readonly received: Received[] = [];
  /** A status, or silence. */
  answer: number | 'hang' = 200;
  /** Whether it says what it was sent, as some do. */
  isEchoing = false;
  headers: Record<string, string> = {};

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<Receiver> {
    const server = createServer(async (request, response) => {
      const body = JSON.parse(await text(request));
      const wasTaken = receiver.answer !== 'hang' && receiver.answer < 300;
      receiver.received.push({ path: request.url ?? '', headers: request.headers, body, wasTaken });
      if (receiver.answer !== 'hang') {
        const url = new URL(`http://localhost${request.url}`);
        const pieces = [request.url, ...url.pathname.split('/'), ...url.searchParams.values(), body['routing_key']];
        const words = receiver.isEchoing ? `not wanted: ${pieces.join(' ')}` : '';
        response.writeHead(receiver.answer, receiver.headers).end(words);
      }
    });
    const receiver = new Receiver(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  taken(): Received[] {
    return this.received.filter(({ wasTaken }) => wasTaken);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
