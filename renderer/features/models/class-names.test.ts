import { expect, it } from 'vitest';
import { parseClassNames } from './class-names.ts';

it.each([
  ['one a line', 'person\nbicycle\r\n\n  car  \n', ['person', 'bicycle', 'car']],
  ['commas', 'person, traffic light,car', ['person', 'traffic light', 'car']],
  ['the map of a data.yaml', 'names:\n  0: person\n  1: "traffic light"\n', ['person', 'traffic light']],
  ['the list of a data.yaml', 'names:\n- person\n- car\n', ['person', 'car']],
  ['an inline list', "names: ['person', 'hard hat, yellow']", ['person', 'hard hat, yellow']],
  ['a Python dictionary', "{0: 'person', 1: \"driver's seat\"}", ['person', "driver's seat"]],
  ['a JSON array over lines', '[\n "a",\n "b"\n]', ['a', 'b']],
  ['an apostrophe between commas', "driver's seat, wheel", ["driver's seat", 'wheel']],
  ['commas within lines', 'cup, small\ncup, large', ['cup, small', 'cup, large']],
  ['a byte order mark', '\uFEFFperson\ncar', ['person', 'car']],
  ['nothing', ' \n', []],
])('%s', (_, text, names) => {
  expect(parseClassNames(text)).toEqual(names);
});
