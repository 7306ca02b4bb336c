import { missing, type Reading } from '../../reading.ts';

/** What a card tells through files of the kernel. */
export interface CardFigures {
  memoryTotal: Reading;
  memoryUsed: Reading;
  memoryFree: Reading;
  utilization: Reading;
  temperature: Reading;
  power: Reading;
  powerLimit: Reading;
}

export function noFigures(reason: string): CardFigures {
  const none = missing(reason);
  return {
    memoryTotal: none,
    memoryUsed: none,
    memoryFree: none,
    utilization: none,
    temperature: none,
    power: none,
    powerLimit: none,
  };
}
