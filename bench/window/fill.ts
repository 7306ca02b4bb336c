import { openStore } from '../../native/store/open.ts';
import { candidates, detection, modelCard } from '../../native/store/testing/records.ts';
import { features } from '../../native/testing/features.ts';

const CLASSES = ['person', 'bus', 'chair', 'dog', 'bottle'] as const;

/** Writes a history of so many results, a second apart, into a data folder whose console is not running. */
export function fillHistory(folder: string, results: number): void {
  const store = openStore(folder);
  const card = modelCard({ classes: [...CLASSES] });
  const first = Date.now() - results * 1_000;
  store.registerModel(card, first);
  const run = store.beginModelRun({ model_id: card.id, provider: 'cpu', started_at: first, load_ms: 100 });
  const proposed = candidates(40);
  for (let i = 0; i < results; i++) {
    const found = Array.from({ length: i % 6 }, (_, at) => {
      const classId = (i * 7 + at * 3) % CLASSES.length;
      return detection(CLASSES[classId] as string, 0.3 + ((i * 13 + at * 29) % 70) / 100, classId);
    });
    store.recordInference({
      request_id: `bench-${i}`,
      at: first + i * 1_000,
      name: `picture-${String(i).padStart(6, '0')}.jpg`,
      source: i % 3 === 0 ? 'bench' : null,
      width: 640,
      height: 480,
      model_run_id: run,
      conf: 0.25,
      iou: 0.45,
      detections: found,
      candidates: proposed,
      features: features({ detections: found.length, confidence: found.length === 0 ? null : 0.6 }),
      embedding: Float32Array.from({ length: 256 }, (_, channel) => Math.sin(channel + i)),
      timings: { queue: 0.1, decode: 4, tensor: 2, inference: 9, postprocess: 0.2, total: 16 },
    });
  }
  store.endModelRun(run, Date.now());
  store.close();
}
