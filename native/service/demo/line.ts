import { PARTS } from '../../contract/demo.ts';
import { VigilError } from '../../contract/errors.ts';
import type { DemoState } from '../../contract/http/demo.ts';
import { SCENARIOS } from '../../demo/line/scenarios.ts';
import { createSceneSource, type SceneSource } from '../../demo/line/scene-source.ts';
import type { ImageDeps } from '../http/detect/one-image.ts';
import { LineRun } from './run.ts';
import { knownParts } from './truth.ts';
import type { DemoLine } from './types.ts';

/** Does nothing, and costs nothing, until it is started. `openScenes` makes the source of pictures of each run. */
export function createDemoLine(images: ImageDeps, openScenes: () => SceneSource = createSceneSource): DemoLine {
  let run: LineRun | null = null;
  let isClosed = false;
  const listeners: ((state: DemoState['state']) => void)[] = [];
  /** Starts and stops come one after the other, so that there is never more than one run. */
  let turns: Promise<void> = Promise.resolve();

  function inTurn(action: () => Promise<void> | void): Promise<void> {
    const turn = turns.then(action);
    turns = turn.catch(() => {});
    return turn;
  }

  function tell(state: DemoState['state']): void {
    for (const listener of listeners) listener(state);
  }

  function status() {
    return {
      line: run?.state ?? ({ state: 'stopped' } as const),
      note: hindrance(images.detection.status()),
      run: run?.report() ?? null,
      scenarios: [...SCENARIOS],
    };
  }

  return {
    status,

    async start(body) {
      await inTurn(async () => {
        const { active, loading } = images.detection.status();
        if (isClosed) throw new VigilError('shutting_down', 'The console is shutting down.');
        if (active === null && loading === null) throw new VigilError('model_not_loaded', NO_MODEL);
        await run?.end();
        run = new LineRun({ images, scenes: openScenes(), tell }, body);
      });
      return status();
    },

    async stop() {
      await inTurn(() => run?.end());
      return status();
    },

    change(body) {
      if (run === null || !run.isOn) {
        throw new VigilError('demo_stopped', 'The demo line does not run. Start it with POST /v1/demo/start.');
      }
      run.change(body);
      tell(run.state.state);
      return status();
    },

    subscribe: (listener) => void listeners.push(listener),

    close() {
      isClosed = true;
      return inTurn(() => run?.end());
    },
  };
}

const NO_MODEL = 'No model is loaded, so there is nothing to look at the pictures. Load one first.';

type DetectionStatus = ReturnType<ImageDeps['detection']['status']>;

/** What a user should know who wonders at the figures, as a sentence. */
function hindrance({ active, loading }: DetectionStatus): string | null {
  if (active === null)
    return loading === null ? NO_MODEL : 'The model is still being loaded; the pictures wait for it.';
  const { name, classes } = active.card;
  const known = knownParts(classes);
  const unknown = PARTS.filter((part) => !known.has(part));
  if (unknown.length === 0) return null;
  if (known.size === 0) {
    return `The model ${name} knows none of the parts on the line (${PARTS.join(', ')}). It reports what it takes them for, and recall and precision cannot be told.`;
  }
  return `The model ${name} knows no ${unknown.join(', ')}; recall is that of the parts it knows.`;
}
