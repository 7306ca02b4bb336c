import { describe, expect, it } from 'vitest';
import { FlowMeter, parseDiskstats, parseNetDev } from './counters.ts';

describe('what flows', () => {
  it('through whole disks is counted, not again through partitions and what stands on them', () => {
    const text = `   7       0 loop0 9 0 9 9 9 9 9 9 0 9 9
 259       0 nvme0n1 100 0 2000 50 60 0 4000 70 0 80 90 0 0 0 0
 259       1 nvme0n1p1 100 0 2000 50 60 0 4000 70 0 80 90
   8       0 sda 1 0 8 0 1 0 16 0 0 0 0
   8       1 sda1 1 0 8 0 1 0 16 0 0 0 0
 254       0 vda 1 0 2 0 1 0 4 0 0 0 0
 253       0 dm-0 1 0 2000 0 1 0 4000 0 0 0 0
   9       0 md127 1 0 2000 0 1 0 4000 0 0 0 0
 179       0 mmcblk0 1 0 10 0 1 0 20 0 0 0 0
 179       1 mmcblk0p1 1 0 10 0 1 0 20 0 0 0 0
`;
    expect(parseDiskstats(text)).toEqual(
      new Map([
        ['nvme0n1', { in: 1_024_000, out: 2_048_000 }],
        ['sda', { in: 4_096, out: 8_192 }],
        ['vda', { in: 1_024, out: 2_048 }],
        ['mmcblk0', { in: 5_120, out: 10_240 }],
      ]),
    );
  });

  it('to the outside is counted, not again through bridges and tunnels', () => {
    const text = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo: 1862255781   88805    0    0    0     0          0         0 1862255781   88805    0    0    0     0       0          0
  eth0: 1124011184   28654    0    0    0     0          0         0  2437344   18862    0    0    0     0       0          0
wlp2s0:7 1 0 0 0 0 0 0 9 1 0 0 0 0 0 0
docker0: 5 1 0 0 0 0 0 0 5 1 0 0 0 0 0 0
eth0.10: 5 1 0 0 0 0 0 0 5 1 0 0 0 0 0 0
  wg0: 5 1 0 0 0 0 0 0 5 1 0 0 0 0 0 0
`;
    expect(parseNetDev(text)).toEqual(
      new Map([
        ['eth0', { in: 1_124_011_184, out: 2_437_344 }],
        ['wlp2s0', { in: 7, out: 9 }],
      ]),
    );
  });

  it('is a rate from the second sample on, and never negative', () => {
    const meter = new FlowMeter();
    const sample = (at: number, counters: Record<string, [number, number]>) =>
      meter.add(new Map(Object.entries(counters).map(([name, [i, o]]) => [name, { in: i, out: o }])), at);
    expect(sample(0, { a: [100, 100], b: [5_000, 0] })).toMatchObject({
      ...{ inPerSecond: { missing: expect.any(String) }, total: { in: 0, out: 0 } },
    });
    expect(sample(2_000, { a: [300, 150], b: [5_000, 10] })).toEqual({
      ...{ inPerSecond: { value: 100 }, outPerSecond: { value: 30 }, total: { in: 200, out: 60 } },
    });
    // b is unplugged, c is plugged in, a begins anew.
    expect(sample(3_000, { a: [1, 1], c: [900, 900] })).toMatchObject({
      ...{ inPerSecond: { value: 0 }, outPerSecond: { value: 0 }, total: { in: 200, out: 60 } },
    });
    expect(sample(4_000, { a: [11, 1], c: [900, 901] })).toMatchObject({
      inPerSecond: { value: 10 },
      total: { in: 210 },
    });
  });
});
