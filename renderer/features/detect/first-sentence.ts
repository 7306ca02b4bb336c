import { plural } from '../../components/format.ts';
import { type ClassFilter, isFiltering } from '../../components/image-stage/class-filter.ts';
import { type ShownDetection, summariseClasses } from '../../components/image-stage/view.ts';
import type { QueueItem } from './upload-state.ts';

/** What is known of the console that matters before there is any image. */
export type ModelState =
  | { state: 'unknown' }
  | { state: 'loading'; name: string }
  | { state: 'none' }
  | { state: 'loaded'; name: string };

/** The page's question answered in one sentence. `detections` are those shown under `conf` and the filter. */
export function firstSentence(
  item: QueueItem | undefined,
  detections: readonly ShownDetection[],
  view: { conf: number; filter: ClassFilter },
  model: ModelState,
): string {
  if (item === undefined) {
    if (model.state === 'none') return 'No model is loaded, so nothing can be detected yet';
    if (model.state === 'loading') return `Loading ${model.name}; images wait until it is ready`;
    return 'Drop images anywhere to detect objects';
  }
  const { name } = item.file;
  switch (item.status.state) {
    case 'waiting':
      return `${name} waits for its turn`;
    case 'sending':
      return `Detecting objects in ${name}`;
    case 'failed':
      return `${name} failed`;
    case 'cancelled':
      return `${name} was cancelled`;
    case 'done': {
      const filtered = isFiltering(view.filter) ? ' of the classes chosen' : '';
      if (detections.length === 0) return `No objects${filtered} in ${name} at confidence ${view.conf.toFixed(2)}`;
      return `${plural(detections.length, 'object')}${filtered} in ${name}, ${summariseClasses(detections, 3)}`;
    }
  }
}
