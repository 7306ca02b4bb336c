import { parentPort } from 'node:worker_threads';
import { lowerThread, NICENESS } from '../../priority/priority.ts';
import { encodeScene } from '../scenes/encode-scene.ts';
import { renderScene } from '../scenes/render-scene.ts';
import { meanLuma } from './brightness.ts';
import type { DrawnPicture, DrawRequest, FromSceneWorker, ToSceneWorker } from './drawing.ts';

/**
 * The thread that draws the pictures of the line: half a frame of arithmetic each, which would hold up every request of the
 * console. It ends by itself when it is told to and nothing is under way: a thread that is torn down inside of sharp may
 * take the process with it.
 */
const port = parentPort;
if (port === null) throw new Error('scene-worker.ts is started as a thread');

lowerThread(NICENESS.scenes);

const tell = (message: FromSceneWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);

port.on('message', (message: ToSceneWorker) => {
  if (message.kind === 'end') port.close();
  else void answer(message.id, message.request);
});

async function answer(id: number, request: DrawRequest): Promise<void> {
  try {
    const picture = await draw(request);
    tell({ kind: 'drawn', id, picture }, [picture.jpeg.buffer]);
  } catch (error) {
    tell({ kind: 'failed', id, reason: error instanceof Error ? error.message : String(error) });
  }
}

async function draw({ seed, knobs }: DrawRequest): Promise<DrawnPicture> {
  const scene = renderScene(seed, knobs);
  // A copy of its own, since an encoder's bytes may be a view on memory that it keeps.
  const jpeg = new Uint8Array(await encodeScene(scene, knobs.jpeg_quality));
  return { jpeg, parts: scene.parts, brightness: meanLuma(scene.rgb) };
}
