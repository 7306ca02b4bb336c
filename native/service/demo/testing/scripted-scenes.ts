import type { Drawing, DrawRequest } from '../../../demo/line/drawing.ts';
import type { SceneSource } from '../../../demo/line/scene-source.ts';
import type { ScenePart } from '../../../demo/scenes/types.ts';

export const BOLT: ScenePart = { kind: 'bolt', box: [10, 10, 50, 90], visible: 1 };

/** A JPEG by its first bytes, each number another content. */
export function pictureOf(number: number, parts = [BOLT], brightness = 100): Drawing {
  const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, number, number >> 8);
  return { outcome: 'drawn', picture: { jpeg, parts, brightness } };
}

/** Pictures that a test makes up, for all runs of a line. */
export class ScriptedScenes {
  readonly requests: (DrawRequest & { run: number })[] = [];
  opened = 0;
  closed = 0;
  lost = 0;
  onDraw: (request: DrawRequest, number: number) => Drawing | Promise<Drawing> = (_, number) => pictureOf(number);

  readonly open = (): SceneSource => {
    this.opened++;
    const scenes = this;
    const run = this.opened;
    return {
      async draw(request) {
        scenes.requests.push({ ...request, run });
        const drawing = await scenes.onDraw(request, scenes.requests.length);
        if (drawing.outcome === 'lost') scenes.lost++;
        return drawing;
      },
      get restarts() {
        return scenes.lost;
      },
      async close() {
        scenes.closed++;
      },
    };
  };
}
