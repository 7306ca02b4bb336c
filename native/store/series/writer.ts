import { VigilError } from '../../contract/errors.ts';
import type { Connection } from '../runtime.ts';
import { addValue, mergeInto, type Slot } from './figures.ts';
import { ALL, CONSOLE, type Groups } from './groups.ts';
import { keptSince, LEVELS, type Level } from './levels.ts';
import type { MetricKeys } from './metrics.ts';
import { packSlot, unpackSlot } from './packed.ts';
import { type Pending, type PendingSample, type Slots, slotAt } from './pending.ts';

/** Adds pending figures to the roll-ups of every level that still keeps their time; inside a transaction. */
export type WriteRollups = (pending: Pending) => void;

export function createWriter(db: Connection, groups: Groups, metrics: MetricKeys, now: () => number): WriteRollups {
  const select = db
    .prepare<[number, number, number], Uint8Array>(
      'SELECT packed FROM series_rollups WHERE level_s = ? AND group_key = ? AND t = ?',
    )
    .pluck();
  const upsert = db.prepare<[number, number, number, Uint8Array]>(
    'INSERT OR REPLACE INTO series_rollups (level_s, group_key, t, packed) VALUES (?, ?, ?, ?)',
  );

  const grow = db.prepare<[number]>('UPDATE series_state SET bytes = bytes + ?');
  /** Bytes that were added in this transaction. */
  let grown = 0;

  /** What stands there; nothing where it is unreadable, so that it is begun anew. */
  function known(seconds: number, group: number, t: number): Slot {
    const packed = select.get(seconds, group, t);
    grown -= packed?.length ?? 0;
    try {
      return packed === undefined ? new Map() : unpackSlot(packed);
    } catch (thrown) {
      if (thrown instanceof VigilError) return new Map();
      throw thrown;
    }
  }

  function addTo(level: Level, group: number, slots: Slots): void {
    const since = keptSince(level, now() / 1_000);
    for (const [t, slot] of slots) {
      if (t < since) continue;
      const sum = known(level.seconds, group, t);
      mergeInto(sum, slot);
      const packed = packSlot(sum);
      grown += packed.length;
      upsert.run(level.seconds, group, t, packed);
    }
  }

  function addToAll(group: number, slots: Slots): void {
    let merged = slots;
    for (const level of LEVELS) {
      merged = mergedBy(level.seconds, merged);
      addTo(level, group, merged);
    }
  }

  function slotsOf(samples: readonly PendingSample[]): Slots {
    const slots: Slots = new Map();
    for (const { at, values } of samples) {
      for (const [name, value] of Object.entries(values)) {
        if (value !== null && Number.isFinite(value)) addValue(slotAt(slots, at), metrics.keyOf(name), value, false);
      }
    }
    return slots;
  }

  return (pending) => {
    grown = 0;
    const all: Slots = new Map();
    for (const { model_id, source, slots } of pending.leaves) {
      addToAll(groups.keyOf(model_id, source), slots);
      mergeSlots(all, slots, 1);
    }
    addToAll(ALL, all);
    addToAll(CONSOLE, slotsOf(pending.samples));
    grow.run(grown);
  };
}

function mergeSlots(to: Slots, slots: Slots, seconds: number): void {
  for (const [t, slot] of slots) {
    const begin = Math.floor(t / seconds) * seconds;
    let sum = to.get(begin);
    if (sum === undefined) {
      sum = new Map();
      to.set(begin, sum);
    }
    mergeInto(sum, slot);
  }
}

/** The same figures in wider slots. */
function mergedBy(seconds: number, slots: Slots): Slots {
  const merged: Slots = new Map();
  mergeSlots(merged, slots, seconds);
  return merged;
}
