import { describe, expect, it } from 'vitest';
import { fixtureLines } from '../../testing/fixtures.ts';
import { ProcessReader, type ProcessReport } from './process-report.ts';

const MIB = 2 ** 20;

/** The report of a fixture; it is complete when the next one begins, which is the same one again. */
function report(fixture: string): { report: ProcessReport; skipped: number } {
  const reader = new ProcessReader();
  const lines = fixtureLines(`processes/${fixture}`);
  const verdicts = [...lines, ...lines].map((line) => reader.read(line));
  if (reader.latest === null) throw new Error('there is no report');
  return { report: reader.latest, skipped: verdicts.filter((verdict) => verdict === 'skipped').length };
}
const memory = (entries: [number, number][]) => ({
  memory: new Map(entries.map(([pid, mib]) => [pid, { value: mib * MIB }])),
});

describe('processes as drivers list them', () => {
  it('compute and draw', () => {
    expect(report('linux-570.txt')).toEqual({
      report: new Map([
        [
          '0000:19:00.0',
          memory([
            [4242, 1024],
            [1190, 215],
            [5001, 300],
          ]),
        ],
        ['0000:3b:00.0', { memory: new Map() }],
      ]),
      skipped: 0,
    });
  });

  it('hold the sum of the instances that they use under MIG', () => {
    const expected = memory([
      [900, 14_366 + 9_880],
      [901, 13],
    ]);
    expect(report('mig-535.txt')).toEqual({ report: new Map([['0000:18:00.0', expected]]), skipped: 0 });
  });

  it('have no memory under WDDM, which is not 0', () => {
    const none = { missing: expect.stringMatching(/^Not reported by the driver: under WDDM/) };
    expect(report('wddm-551.txt').report.get('0000:01:00.0')).toEqual({
      memory: new Map([
        [4242, none],
        [1300, none],
      ]),
    });
  });

  it('are told by old drivers too, or not at all', () => {
    const { report: old } = report('geforce-390.txt');
    expect(old.get('0000:01:00.0')).toEqual(memory([[4242, 811]]));
    expect(old.get('0000:02:00.0')).toEqual({ missing: 'Not reported by the driver: it lists no processes here' });
  });
});

describe('a report', () => {
  it('counts once it is complete, and not half', () => {
    const reader = new ProcessReader();
    const lines = fixtureLines('processes/linux-570.txt');
    for (const line of lines) reader.read(line);
    expect(reader.latest).toBeNull();
    for (const line of lines.slice(0, 12)) reader.read(line);
    expect(reader.latest?.get('0000:19:00.0')).toEqual(
      memory([
        [4242, 1024],
        [1190, 215],
        [5001, 300],
      ]),
    );
    reader.begin();
    expect(reader.latest).toBeNull();
  });

  it.each([
    'No devices were found',
    'Segmentation fault',
    '\u0000\u0001\u0002',
    '0, 00000000:19:00.0, 570.124.06',
    'Used GPU Memory                   : 300 MiB',
    'Process ID                        : init',
  ])('does not take "%s" for a figure', (line) => {
    const reader = new ProcessReader();
    expect(reader.read(line)).toBe('skipped');
    reader.read('==============NVSMI LOG==============');
    reader.read('GPU 00000000:19:00.0');
    expect(reader.read(line)).toBe('skipped');
    reader.read('==============NVSMI LOG==============');
    expect(reader.latest).toEqual(new Map([['0000:19:00.0', { memory: new Map() }]]));
  });
});
