import { Latest } from '../../latest.ts';
import { NOT_REPORTED } from '../../reading.ts';
import { readAmd } from '../amd/amd.ts';
import { type EnergySample, readIntel } from '../intel/intel.ts';
import { type DrmCard, isAsleep, listCards } from './cards.ts';
import { readDrmMemory } from './fdinfo.ts';
import { type CardFigures, noFigures } from './figures.ts';

export interface DrmReading {
  card: DrmCard;
  figures: CardFigures;
}

export interface DrmSample {
  cards: DrmReading[];
  /** Video memory by process and PCI address; null for a process whose files cannot be read. */
  memory: ReadonlyMap<number, ReadonlyMap<string, number> | null>;
}

const NOTHING: DrmSample = { cards: [], memory: new Map() };
/** A card may be plugged in, and a driver loaded, while the console runs. */
const LIST_EVERY_MS = 30_000;
/** A question to a driver that is open for longer is not believed to be answered soon. */
const PATIENCE_MS = 5_000;

/** GPUs of AMD and Intel, from the files of the Linux kernel; elsewhere it finds none. */
export class DrmMonitor {
  readonly #sys: string;
  readonly #proc: string;
  readonly #clock: () => number;
  readonly #pids: () => readonly number[];
  readonly #cards: Latest<DrmCard[]>;
  readonly #sample: Latest<DrmSample>;
  readonly #energy = new Map<string, EnergySample>();

  /** `pids` are the processes whose memory is asked for, `sys` and `proc` are `/sys` and `/proc` but in tests. */
  constructor(sys: string, proc: string, pids: () => readonly number[], clock: () => number) {
    this.#sys = sys;
    this.#proc = proc;
    this.#clock = clock;
    this.#pids = pids;
    this.#cards = new Latest(() => listCards(this.#sys), LIST_EVERY_MS, clock);
    this.#sample = new Latest(() => this.#take(), 0, clock);
  }

  /** Asks for a new sample unless one is still awaited. */
  refresh(): Promise<void> {
    return this.#sample.refresh();
  }

  read(): DrmSample {
    const sample = this.#sample.value ?? NOTHING;
    const silence = this.#sample.openFor;
    if (silence <= PATIENCE_MS) return sample;
    const figures = noFigures(`${NOT_REPORTED}: it has not answered for ${Math.round(silence / 1_000)} s`);
    return { cards: sample.cards.map(({ card }) => ({ card, figures })), memory: new Map() };
  }

  async #take(): Promise<DrmSample> {
    await this.#cards.refresh();
    const listed = this.#cards.value ?? [];
    const cards = await Promise.all(listed.map(async (card) => ({ card, figures: await this.#figuresOf(card) })));
    const tells = listed.some(({ vendor }) => vendor !== 'nvidia');
    const pids = tells ? this.#pids() : [];
    const memory = await Promise.all(pids.map(async (pid) => [pid, await readDrmMemory(this.#proc, pid)] as const));
    return { cards, memory: new Map(memory) };
  }

  async #figuresOf(card: DrmCard): Promise<CardFigures> {
    switch (card.vendor) {
      case 'nvidia':
        return noFigures(
          card.driver === 'nvidia'
            ? `${NOT_REPORTED}: NVIDIA's driver tells its figures through nvidia-smi alone`
            : `${NOT_REPORTED}: ${card.driver ?? 'no driver'} is in use, and only NVIDIA's own driver tells figures`,
        );
      case 'amd':
        return (await isAsleep(card)) ? asleep() : readAmd(card);
      case 'intel': {
        if (await isAsleep(card)) return asleep();
        const before = this.#energy.get(card.id) ?? null;
        const { figures, energy } = await readIntel(card, before, this.#clock());
        if (energy === null) this.#energy.delete(card.id);
        else this.#energy.set(card.id, energy);
        return figures;
      }
    }
  }
}

const asleep = () => noFigures('The GPU is switched off to save power, and asking it would wake it up');
