import { knobsAt } from '../../native/demo/line/scenarios.ts';
import { encodeScene } from '../../native/demo/scenes/encode-scene.ts';
import { renderScene } from '../../native/demo/scenes/render-scene.ts';

const PICTURES = 60;

/** Scenes of a lamp that fails, before, while and after it does, as files. */
export async function drawPictures(): Promise<Uint8Array<ArrayBuffer>[]> {
  const pictures: Uint8Array<ArrayBuffer>[] = [];
  for (let i = 0; i < PICTURES; i += 1) {
    const knobs = knobsAt('failing_lamp', 140 + 4 * i);
    pictures.push(new Uint8Array(await encodeScene(renderScene(i, knobs), knobs.jpeg_quality)));
  }
  return pictures;
}

/** What sends pictures to a console. */
export interface Sender {
  /** Ends when all that was sent is answered; throws where one was refused. */
  stop(): Promise<void>;
}

/** Sends the pictures one after the other, over and over, at `rate` a second, as a camera does: without waiting for answers. */
export function sendAtRate(url: string, pictures: readonly Uint8Array<ArrayBuffer>[], rate: number): Sender {
  const underWay = new Set<Promise<void>>();
  const refused: string[] = [];
  let sent = 0;
  const timer = setInterval(() => {
    const one = send(pictures[sent++ % pictures.length] as Uint8Array<ArrayBuffer>)
      .catch((error: unknown) => void refused.push(String(error)))
      .finally(() => underWay.delete(one));
    underWay.add(one);
  }, 1_000 / rate);
  // A bench that fails meanwhile ends all the same.
  timer.unref();

  async function send(body: Uint8Array<ArrayBuffer>): Promise<void> {
    const answer = await fetch(`${url}/v1/yolo/detect?source=camera`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body,
    });
    const text = await answer.text();
    if (!answer.ok) refused.push(text);
  }

  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(underWay);
      if (refused.length > 0) throw new Error(`${refused.length} of ${sent} pictures were refused: ${refused[0]}`);
    },
  };
}
