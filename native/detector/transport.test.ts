import { EventEmitter } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { openTransport } from './transport.ts';

/** Electron's parent port as its documentation describes it; Electron itself is not at hand here. */
class ParentPort extends EventEmitter {
  readonly sent: unknown[] = [];
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
}

describe('openTransport', () => {
  afterEach(() => {
    Reflect.deleteProperty(process, 'parentPort');
  });

  it("speaks over Electron's parent port where there is one", async () => {
    const port = new ParentPort();
    Object.defineProperty(process, 'parentPort', { value: port, configurable: true });
    const transport = openTransport();
    const heard: unknown[] = [];
    let closed = false;
    transport?.onMessage((message) => heard.push(message));
    transport?.onDisconnect(() => {
      closed = true;
    });
    transport?.post({ kind: 'running', id: 1 });
    await transport?.flush();
    port.emit('message', { data: { kind: 'shutdown' }, ports: [] });
    port.emit('close');
    expect(port.sent).toEqual([{ kind: 'running', id: 1 }]);
    expect(heard).toEqual([{ kind: 'shutdown' }]);
    expect(closed).toBe(true);
  });
});
