import { CANDIDATE_FLOOR, MAX_CANDIDATES } from '../../native/contract/candidates.ts';
import type { Features } from '../../native/contract/features.ts';
import type { ScenarioId } from '../../native/contract/http/demo.ts';
import { DetectQuery } from '../../native/contract/http/detect.ts';
import { Settings } from '../../native/contract/http/settings.ts';
import { DEFAULT_IMAGE_LIMITS, type DetectResult } from '../../native/contract/messages.ts';
import type { ModelCard } from '../../native/contract/model.ts';
import type { ProviderReport } from '../../native/contract/provider.ts';
import { knobsAt } from '../../native/demo/line/scenarios.ts';
import { createSceneSource } from '../../native/demo/line/scene-source.ts';
import { pictureSeed } from '../../native/demo/line/seeds.ts';
import { Engine } from '../../native/detector/engine.ts';
import { toImageResult } from '../../native/service/http/detect/answer.ts';
import { completeQuery } from '../../native/service/http/detect/query.ts';

/** What drift is watched on, of one picture of the line. */
export interface LinePicture {
  features: Features;
  embedding: DetectResult['embedding'];
}

/** Which pictures of which run: as the demo line numbers and draws them, from 1 on, both ends included. */
export interface LineSpan {
  scenario: ScenarioId;
  seed: number;
  from: number;
  to: number;
}

/** The demo line with the detector behind it, in this process: the drawing, the model and the figures of the product. */
export interface Line {
  card: ModelCard;
  provider: ProviderReport;
  pictures(span: LineSpan, onPicture?: () => void): Promise<LinePicture[]>;
  close(): Promise<void>;
}

/** As they are installed. */
export const THRESHOLDS = Settings.shape.thresholds.parse({});

/** Draws with so many threads; the detector takes one more. */
export async function openLine(model: string, threads: number): Promise<Line> {
  const engine = await Engine.load({
    path: model,
    sidecar: null,
    providers: ['cpu'],
    threads: { type: 'fixed', threads: 1, spinning: false },
    known: null,
  });
  const { card, provider } = engine.loaded;
  const sources = Array.from({ length: threads }, () => createSceneSource());
  const query = completeQuery(DetectQuery.parse({}), THRESHOLDS);

  async function picture({ scenario, seed }: LineSpan, number: number): Promise<LinePicture> {
    const source = sources[number % threads] as (typeof sources)[number];
    const drawing = await source.draw({ seed: pictureSeed(seed, number), knobs: knobsAt(scenario, number) });
    if (drawing.outcome !== 'drawn')
      throw new Error(`Picture ${number} of ${scenario} was not drawn: ${drawing.reason}`);
    const result = await engine.detect({
      image: { type: 'bytes', bytes: drawing.picture.jpeg },
      limits: DEFAULT_IMAGE_LIMITS,
      floor: CANDIDATE_FLOOR,
      max_candidates: MAX_CANDIDATES,
    });
    const outcome = { result, queue_ms: 0, model: card, provider, thumbnail: Promise.resolve(null) };
    const context = { name: `${scenario}-${number}`, requestId: '', query, since: performance.now() };
    return { features: toImageResult(outcome, context).features, embedding: result.embedding };
  }

  return {
    card,
    provider,
    async pictures(span, onPicture) {
      const made: LinePicture[] = [];
      let next = span.from;
      const work = async () => {
        for (let number = next++; number <= span.to; number = next++) {
          made[number - span.from] = await picture(span, number);
          onPicture?.();
        }
      };
      // One more than threads, so that none waits for the detector.
      await Promise.all(Array.from({ length: threads + 1 }, work));
      return made;
    },
    async close() {
      await Promise.all(sources.map((source) => source.close()));
      await engine.release();
    },
  };
}
