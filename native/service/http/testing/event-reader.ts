import { STREAM_DATA, type StreamData, type StreamEventName } from '../../../contract/http/stream.ts';

export interface ReadEvent<Name extends StreamEventName = StreamEventName> {
  event: Name;
  /** Of the last event that had one. */
  id: string;
  data: StreamData<Name>;
}

/** A reader of /v1/events over a connection of its own; each event is checked against its schema. */
export class EventReader {
  readonly events: ReadEvent[] = [];
  /** Lines that begin with a colon. */
  readonly comments: string[] = [];
  lastId = '';
  /** Settles as the connection ends: `true` where the console ended it, `false` where it was cut. */
  readonly ended: Promise<boolean>;
  readonly response: Response;
  readonly #left: AbortController;
  #waiting: (() => void)[] = [];

  private constructor(response: Response, left: AbortController) {
    this.response = response;
    this.#left = left;
    this.ended = this.#read(response);
  }

  static async open(
    url: string,
    { path = '', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
  ) {
    const left = new AbortController();
    return new EventReader(await fetch(`${url}/v1/events${path}`, { headers, signal: left.signal }), left);
  }

  /** The first event of that name that fits, of those that came and those that will. */
  async next<Name extends StreamEventName>(
    name: Name,
    fits: (data: StreamData<Name>) => boolean = () => true,
  ): Promise<ReadEvent<Name>> {
    for (;;) {
      const found = this.of(name).find(({ data }) => fits(data));
      if (found !== undefined) return found;
      await this.something();
    }
  }

  of<Name extends StreamEventName>(name: Name): ReadEvent<Name>[] {
    return this.events.filter((each): each is ReadEvent<Name> => each.event === name);
  }

  /** Resolves with whatever comes next. */
  something(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  leave(): void {
    this.#left.abort();
  }

  async #read(response: Response): Promise<boolean> {
    let text = '';
    try {
      for await (const chunk of (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
        text += chunk;
        const blocks = text.split('\n\n');
        text = blocks.pop() as string;
        for (const block of blocks) this.#take(block);
        const waiting = this.#waiting;
        this.#waiting = [];
        for (const resolve of waiting) resolve();
      }
      return true;
    } catch {
      return false;
    }
  }

  #take(block: string): void {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      const [, name = '', value = ''] = /^([^:]*): ?(.*)$/.exec(line) ?? [];
      if (name === '') this.comments.push(value);
      else fields.set(name, value);
    }
    this.lastId = fields.get('id') ?? this.lastId;
    const event = fields.get('event') as StreamEventName | undefined;
    if (event === undefined) return;
    const data = STREAM_DATA[event].parse(JSON.parse(fields.get('data') ?? ''));
    this.events.push({ event, id: this.lastId, data } as ReadEvent);
  }
}
