import { type MessagePort, parentPort } from 'node:worker_threads';
import type { RenderReply, RenderRequest } from './render-messages.ts';
import { renderScene } from './render-scene.ts';

// The thread of a RenderThread. It draws only: sharp, which encodes, is not safe in threads that end.
const port = parentPort as MessagePort;
port.on('message', ({ seed, knobs }: RenderRequest) => {
  try {
    const scene = renderScene(seed, knobs);
    port.postMessage({ type: 'scene', scene } satisfies RenderReply, [scene.rgb.buffer as ArrayBuffer]);
  } catch (error) {
    port.postMessage({ type: 'failed', reason: String(error) } satisfies RenderReply);
  }
});
