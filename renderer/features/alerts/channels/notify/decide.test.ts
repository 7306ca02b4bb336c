import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../../native/contract/http/alerts.ts';
import { alert } from '../../testing/samples.ts';
import { decide, type Look, type Memory } from './decide.ts';

const DESKTOP: Look['desktop'] = { enabled: true, routes: ['warning', 'critical'] };
const NEW: Memory = { passed: null, told: [] };

/** A page that looks over and over: what it tells at each look, as ids that begin and ids that are over. */
class Page {
  memory: Memory;
  now = Date.parse('2025-01-01T13:00:30.000Z');
  desktop = DESKTOP;

  constructor(memory = NEW) {
    this.memory = memory;
  }

  look(...alerts: Alert[]): [begun: number[], over: number[]] {
    const { memory, news } = decide(this.memory, { alerts, desktop: this.desktop, cool_down_s: 300, now: this.now });
    this.memory = memory;
    return [news.begun.map(({ id }) => id), news.over.map(({ id }) => id)];
  }
}

const fires = (id: number, change: Partial<Alert> = {}) => alert({ id, name: `Rule${id}`, ...change });
const ended = (of: Alert) => ({ ...of, state: 'resolved' as const, resolved_at: '2025-01-01T13:00:00.000Z' });
const [NOTHING, AT] = [[[], []], '2025-01-01T12:30:00.000Z'];

describe('what is told', () => {
  it('is each alert once that it fires and once that it is over', () => {
    const page = new Page();
    expect(page.look()).toEqual(NOTHING);
    expect(page.look(fires(1, { state: 'pending', fired_at: null }))).toEqual(NOTHING);
    expect(page.look(fires(1))).toEqual([[1], []]);
    expect(page.look(fires(1))).toEqual(NOTHING);
    expect(page.look(fires(1), fires(2))).toEqual([[2], []]);
    expect(page.look(ended(fires(1)), fires(2))).toEqual([[], [1]]);
    expect(page.look(ended(fires(1)), fires(2))).toEqual(NOTHING);
  });

  it('is nothing of what fired before the page was open, not even that it is over', () => {
    const page = new Page();
    expect(page.look(fires(1))).toEqual(NOTHING);
    expect(page.look(fires(1), fires(2))).toEqual([[2], []]);
    expect(page.look(ended(fires(1)), fires(2))).toEqual(NOTHING);
  });

  it('is nothing where the channel is off or not told of the severity, also when that changes later', () => {
    const page = new Page();
    page.look();
    expect(page.look(fires(1, { severity: 'info' }))).toEqual(NOTHING);
    page.desktop = { enabled: false, routes: ['info', 'warning', 'critical'] };
    expect(page.look(fires(1, { severity: 'info' }), fires(2))).toEqual(NOTHING);
    page.desktop = { ...page.desktop, enabled: true };
    expect(page.look(fires(1, { severity: 'info' }), fires(2))).toEqual(NOTHING);
    expect(page.look(fires(1, { severity: 'info' }), fires(2), fires(3))).toEqual([[3], []]);
    page.desktop = { ...page.desktop, enabled: false };
    expect(page.look(ended(fires(3)))).toEqual(NOTHING);
  });

  it('is nothing of one that is silenced or acknowledged, until that ends before it does', () => {
    const page = new Page();
    page.look();
    expect(page.look(fires(1, { silenced_until: AT }), fires(2, { acknowledged_at: AT }))).toEqual(NOTHING);
    expect(page.look(fires(1), fires(2, { acknowledged_at: AT }))).toEqual([[1], []]);
    expect(page.look(fires(1), ended(fires(2)))).toEqual(NOTHING);
  });

  it('is nothing of one that is inhibited by what is told here, until that is over', () => {
    const page = new Page();
    page.look();
    const [cause, info] = [fires(1, { severity: 'critical' }), fires(3, { severity: 'info' })];
    const by = (id: number) => ({ inhibited_by: { id, name: 'Rule', because: 'It says as much.' } });
    expect(page.look(cause, fires(2, by(1)))).toEqual([[1], []]);
    expect(page.look(ended(cause), fires(2))).toEqual([[2], [1]]);
    expect(page.look(info, fires(4, by(3)))).toEqual([[4], []]);
  });

  it('is not that an alert is over which was acknowledged after it was told', () => {
    const page = new Page();
    page.look();
    page.look(fires(1), fires(2));
    page.look(fires(1, { acknowledged_at: AT }), fires(2));
    expect(page.look(ended(fires(1)), ended(fires(2)))).toEqual([[], [2]]);
  });

  it('waits for the rest of the cool-down where the same fires again, and is not told where it is over by then', () => {
    const page = new Page();
    page.look();
    const again = (id: number) => fires(id, { name: 'Same', labels: { feature: 'brightness' } });
    expect(page.look(again(1))).toEqual([[1], []]);
    expect(page.look(ended(again(1)))).toEqual([[], [1]]);
    page.now += 60_000;
    expect(page.look(again(2))).toEqual(NOTHING);
    expect(page.look(again(2), fires(3, { name: 'Same', labels: { feature: 'contrast' } }))).toEqual([[3], []]);
    expect(page.look(ended(again(2)))).toEqual(NOTHING);
    expect(page.look(again(4))).toEqual(NOTHING);
    page.now += 240_001;
    expect(page.look(again(4))).toEqual([[4], []]);
  });
});

describe('a page after another', () => {
  it('goes on from what was told: not again that it fires, but that it is over', () => {
    const before = new Page();
    before.look();
    before.look(fires(1));
    const after = new Page({ passed: null, told: before.memory.told });
    expect(after.look(fires(1), fires(2))).toEqual(NOTHING);
    expect(after.look(ended(fires(1)), ended(fires(2)))).toEqual([[], [1]]);
  });

  it('tells of what ended while a page was loaded anew, and not of what ended long before', () => {
    const before = new Page();
    before.look();
    before.look(fires(1));
    const soon = new Page({ passed: null, told: before.memory.told });
    expect(soon.look(ended(fires(1)))).toEqual([[], [1]]);
    const after = new Page({ passed: null, told: before.memory.told });
    after.now += 60_000;
    expect(after.look(ended(fires(1)))).toEqual(NOTHING);
    expect(after.look()).toEqual(NOTHING);
  });

  it('takes an alert of the same number on another console for another one', () => {
    const before = new Page();
    before.look();
    before.look(fires(1));
    const after = new Page({ passed: null, told: before.memory.told });
    expect(after.look()).toEqual(NOTHING);
    after.now += 300_001;
    expect(after.look(fires(1, { fired_at: AT }))).toEqual([[1], []]);
  });
});
