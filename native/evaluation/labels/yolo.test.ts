import { describe, expect, it } from 'vitest';
import { parseYoloLabels, toPixels } from './yolo.ts';

const size = { width: 200, height: 100 };
const parse = (text: string) => toPixels(parseYoloLabels(text, 'a.txt'), size);

describe('YOLO labels', () => {
  it('turns shares of the image into pixels', () => {
    expect(parse('0 0.5 0.5 0.2 0.4\r\n\n 17 0.25 0.25 0.5 0.5 \n')).toEqual([
      { class_id: 0, box: [80, 30, 120, 70] },
      { class_id: 17, box: [0, 0, 100, 50] },
    ]);
  });

  it('reads an empty file as an image without objects', () => {
    expect(parse('')).toEqual([]);
    expect(parse('\n\n')).toEqual([]);
  });

  it('cuts boxes at the edges of the image', () => {
    expect(parse('0 0.875 0.125 0.5 0.5')).toEqual([{ class_id: 0, box: [125, 0, 200, 37.5] }]);
  });

  it.each([
    ['too few values', '0 0.5 0.5 0.2', /a\.txt, line 1: 4 values/],
    ['an outline', '0 0.1 0.1 0.2 0.2 0.3 0.3', /outlines of segments are not read/],
    ['pixels', '0 0.5 0.5 0.2 0.2\n0 100 50 40 40', /a\.txt, line 2: "100" is not a share/],
    ['words', '0 0.5 half 0.2 0.2', /"half" is not a share/],
    ['a negative share', '0 0.5 -0.1 0.2 0.2', /"-0\.1" is not a share/],
    ['a class name', 'person 0.5 0.5 0.2 0.2', /the class is "person"/],
    ['a fraction of a class', '1.5 0.5 0.5 0.2 0.2', /the class is "1\.5"/],
    ['a word that steers a terminal', '0 0.5 \u001b[2J 0.2 0.2', /"\?\[2J" is not a share/],
  ])('names file and line of %s', (_, text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it('tells of every bad line where it is asked to go on, and keeps the others', () => {
    const problems: string[] = [];
    const objects = parseYoloLabels('0 1 2\n3 0.5 0.5 0.1 0.1\nx 0 0 0 0', 'b.txt', (problem) =>
      problems.push(problem),
    );
    expect(objects.map(({ class_id }) => class_id)).toEqual([3]);
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(['b.txt, line 1', 'b.txt, line 3']);
  });
});
