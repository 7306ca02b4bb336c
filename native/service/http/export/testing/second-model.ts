import type { ModelCard } from '../../../../contract/model.ts';
import { CARD } from '../../testing/scripted-detection.ts';

/** Another model, which numbers its classes in another way. */
export const VERSION_2: ModelCard = {
  ...CARD,
  id: 'ba9876543210',
  version: '2',
  sha256: 'ba9876543210'.padEnd(64, '0'),
  classes: ['dog', 'person'],
};
