import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StartEvaluationBody } from '../../../contract/http/evaluations.ts';

/**
 * A folder of empty pictures with labels: of 200 x 100 pixels, as `outcome` answers, each with the person that it finds
 * and with a traffic light that it does not.
 */
export function labelledFolder(folder: string, count: number): Pick<StartEvaluationBody, 'images' | 'labels'> {
  const set = { images: join(folder, 'set', 'images'), labels: join(folder, 'set', 'labels') };
  for (const path of Object.values(set)) mkdirSync(path, { recursive: true });
  for (let number = 0; number < count; number++) {
    const name = String(number).padStart(4, '0');
    writeFileSync(join(set.images, `${name}.jpg`), '');
    writeFileSync(join(set.labels, `${name}.txt`), '0 0.15 0.5 0.2 0.8\n2 0.9 0.9 0.1 0.1\n');
  }
  return set;
}
