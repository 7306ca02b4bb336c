import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { openTransport } from './transport.ts';

/** A message port of Electron's as its documentation describes it: silent until started. Electron is not at hand here. */
class Port extends EventEmitter {
  readonly sent: unknown[] = [];
  started = false;
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
  start(): void {
    this.started = true;
  }
}

describe('openTransport', () => {
  afterEach(() => {
    Reflect.deleteProperty(process, 'parentPort');
  });

  it('speaks over the port that the desktop shell hands it, also what was said before it came', async () => {
    const parent = new EventEmitter();
    Object.defineProperty(process, 'parentPort', { value: parent, configurable: true });
    const transport = openTransport();
    const heard: unknown[] = [];
    let closed = false;
    transport?.onMessage((message) => heard.push(message));
    transport?.onDisconnect(() => {
      closed = true;
    });
    transport?.post({ kind: 'running', id: 1 });
    const port = new Port();
    parent.emit('message', { data: { kind: 'link' }, ports: [port] });
    transport?.post({ kind: 'running', id: 2 });
    await transport?.flush();
    expect(port.started).toBe(true);
    port.emit('message', { data: { kind: 'shutdown' } });
    port.emit('close');
    expect(port.sent).toEqual([
      { kind: 'running', id: 1 },
      { kind: 'running', id: 2 },
    ]);
    expect(heard).toEqual([{ kind: 'shutdown' }]);
    expect(closed).toBe(true);
  });
});
