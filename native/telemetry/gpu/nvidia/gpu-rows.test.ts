import { describe, expect, it } from 'vitest';
import { fixtureLines } from '../../testing/fixtures.ts';
import { type NvidiaGpu, parseGpuLine, pciAddress, QUERY_FIELDS, type QueryField, refusedField } from './gpu-rows.ts';

const MIB = 2 ** 20;
const SILENT = { missing: 'Not reported by the driver' };
const WITHOUT_MIG = QUERY_FIELDS.filter((field) => field !== 'mig.mode.current');

const parse = (fixture: string, fields: readonly QueryField[] = QUERY_FIELDS) =>
  fixtureLines(`gpus/${fixture}`).map((line) => parseGpuLine(line, fields));

describe('GPUs as drivers tell them', () => {
  it('of a data centre say everything', () => {
    expect(parse('h100-570.csv')).toEqual([
      {
        ...{ index: 0, name: 'NVIDIA H100 80GB HBM3', driver: '570.124.06', pciAddress: '0000:19:00.0', mig: false },
        memoryTotal: { value: 81_559 * MIB },
        memoryUsed: { value: 69_204 * MIB },
        memoryFree: { value: 11_875 * MIB },
        utilization: { value: 0.97 },
        temperature: { value: 61 },
        power: { value: 642.18 },
        powerLimit: { value: 700 },
      },
      expect.objectContaining({ index: 1, memoryUsed: { value: MIB }, utilization: { value: 0 } }),
    ]);
    expect(parse('h200-550.csv')).toMatchObject([{ name: 'NVIDIA H200', memoryTotal: { value: 143_771 * MIB } }]);
  });

  it.each<[string, readonly QueryField[], Partial<NvidiaGpu>]>([
    ['a100-mig-535.csv', QUERY_FIELDS, { mig: true, utilization: { missing: `${SILENT.missing} while MIG is on` } }],
    [
      'geforce-laptop-551.csv',
      QUERY_FIELDS,
      { mig: false, power: SILENT, powerLimit: SILENT, temperature: { value: 54 } },
    ],
    ['geforce-1050-430.csv', WITHOUT_MIG, { mig: false, power: SILENT, powerLimit: { value: 120 } }],
    ['geforce-3080-471.csv', QUERY_FIELDS, { utilization: SILENT, memoryUsed: { value: 9_029 * MIB } }],
    [
      'geforce-2080ti-442.csv',
      WITHOUT_MIG,
      { utilization: { value: 1 }, powerLimit: { missing: `${SILENT.missing}, which says "Unknown Error"` } },
    ],
    ['wsl-545.csv', QUERY_FIELDS, { utilization: SILENT, memoryFree: { value: 21_917 * MIB } }],
    [
      'reset-wanted-525.csv',
      QUERY_FIELDS,
      { memoryUsed: { missing: `${SILENT.missing}, which says "GPU requires reset"` }, mig: false },
    ],
  ])('%s: what is refused is missing, never 0', (fixture, fields, expected) => {
    expect(parse(fixture, fields)).toEqual([expect.objectContaining(expected)]);
  });

  it('say which field is not asked for', () => {
    const [gpu] = parse('geforce-1050-430.csv', WITHOUT_MIG);
    expect(gpu?.driver).toBe('430.14');
    const line = '0, 00000000:01:00.0, 340.108, 1024, 100, 924, 40, GeForce 210';
    const asked = QUERY_FIELDS.filter((field) => !/mig|power|utilization/.test(field));
    expect(parseGpuLine(line, asked)?.power).toEqual({
      missing: 'Not reported by the driver: version 340.108 has no field power.draw',
    });
  });

  it('keep a name with a comma', () => {
    const line = '3, 00000000:01:00.0, 1.0, [N/A], 1, 1, 1, 1, 1, 1, 1, NVIDIA Thing, Special Edition';
    expect(parseGpuLine(line, QUERY_FIELDS)).toMatchObject({ index: 3, name: 'NVIDIA Thing, Special Edition' });
  });

  it.each(fixtureLines('gpus/nonsense.txt'))('are not made of "%s"', (line) => {
    expect(parseGpuLine(line, QUERY_FIELDS)).toBeNull();
  });
});

it('knows which field a driver turns down', () => {
  expect(refusedField('Field "mig.mode.current" is not a valid field to query.')).toBe('mig.mode.current');
  expect(refusedField('Field "sudo" is not a valid field to query.')).toBeNull();
  expect(refusedField('No devices were found')).toBeNull();
});

it.each([
  ['00000000:3B:00.0', '0000:3b:00.0'],
  ['0000:01:00.0', '0000:01:00.0'],
  ['[N/A]', null],
  ['3B:00.0', null],
])('writes the address %s as the kernel does', (text, address) => {
  expect(pciAddress(text)).toBe(address);
});
