/** One event of a `text/event-stream`. */
export interface SseMessage {
  event: string;
  data: string;
}

/** Reads a `text/event-stream` as it comes, cut anywhere; as the HTML standard says, for streams with line feeds. */
export class SseReader {
  /** Of the last event that had one; kept when a connection is followed by another. */
  lastId: string | null = null;
  #rest = '';
  #event = '';
  #data: string[] = [];

  /** Forgets what was left of the connection before. */
  begin(): void {
    this.#rest = '';
    this.#clear();
  }

  push(text: string): SseMessage[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    const messages: SseMessage[] = [];
    for (const line of lines) {
      if (line !== '') this.#take(line);
      else {
        if (this.#data.length > 0) messages.push({ event: this.#event || 'message', data: this.#data.join('\n') });
        this.#clear();
      }
    }
    return messages;
  }

  #take(line: string): void {
    const colon = line.indexOf(':');
    // A comment.
    if (colon === 0) return;
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'id') this.lastId = value;
    else if (name === 'event') this.#event = value;
    else if (name === 'data') this.#data.push(value);
  }

  #clear(): void {
    this.#event = '';
    this.#data = [];
  }
}
