import { once } from 'node:events';
import { z } from 'zod';

const Message = z.looseObject({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.looseObject({ message: z.string() }).optional(),
});

/** A connection to a browser: the DevTools protocol as it is (chromedevtools.github.io/devtools-protocol). */
export interface DevTools {
  /** Asks, of a page where its session is given; what comes back has the shape that `schema` says. */
  ask<Result>(schema: z.ZodType<Result>, method: string, params?: object, session?: string): Promise<Result>;
  /** The next event of this name. */
  next<Params>(schema: z.ZodType<Params>, method: string): Promise<Params>;
  close(): Promise<void>;
}

/**
 * Connects to the browser at a `ws:` address. Playwright has every request of a page told, which takes as much of a
 * processor as a page that asks ten times a second; here is told what was asked for, and nothing else.
 */
export async function connectDevTools(address: string): Promise<DevTools> {
  const socket = new WebSocket(address);
  const closed = once(socket, 'close');
  const asked = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>();
  const awaited = new Map<string, (params: unknown) => void>();
  let lastId = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, method, params, result, error } = Message.parse(JSON.parse(String(data)));
    if (method !== undefined) {
      const waiting = awaited.get(method);
      awaited.delete(method);
      waiting?.(params);
      return;
    }
    const waiting = asked.get(id ?? -1);
    asked.delete(id ?? -1);
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(`The browser refuses: ${error.message}`));
  });
  void closed.then(() => {
    for (const { reject } of asked.values()) reject(new Error('The browser has closed the connection'));
  });
  await once(socket, 'open');
  return {
    async ask(schema, method, params = {}, sessionId) {
      const id = ++lastId;
      const answer = new Promise<unknown>((resolve, reject) => asked.set(id, { resolve, reject }));
      socket.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }));
      return schema.parse(await answer);
    },
    next: (schema, method) =>
      new Promise((resolve, reject) => {
        awaited.set(method, (params) => {
          const read = schema.safeParse(params);
          if (read.success) resolve(read.data);
          else reject(read.error);
        });
      }),
    async close() {
      socket.close();
      await closed;
    },
  };
}
