import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PARTS, SceneKnobs } from '../../contract/demo.ts';
import { renderScene } from '../../demo/scenes/render-scene.ts';
import { labelledParts } from '../../demo/scenes/yolo-label.ts';
import { readLabels } from '../../evaluation/labels/read-set.ts';
import { runVigil } from '../testing/run-vigil.ts';

let folder = '';
const at = (...parts: string[]) => join(folder, ...parts);
const scenes = (...args: string[]) => runVigil(['demo', 'scenes', ...args], { cwd: folder });

/** Every file of a folder of scenes, by its path. */
function filesOf(name: string): Map<string, string> {
  const entries = readdirSync(at(name), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(at(name).length + 1).replaceAll('\\', '/'), readFileSync(path, 'base64')]),
  );
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-scenes-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('vigil demo scenes', () => {
  it('writes pictures and labels as `vigil evaluate` and trainers read them', async () => {
    const args = ['--seed', '41', '--count', '3', '--out', 'set', '--parts', '7', '--unknown-part', '0.3'];
    const ended = await scenes(...args, '--mix', 'bolt=2, nut=0', '--json');
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(at('set/images'))).toEqual(['0000041.jpg', '0000042.jpg', '0000043.jpg']);
    expect(readdirSync(at('set/labels'))).toEqual(['0000041.txt', '0000042.txt', '0000043.txt']);
    expect(readFileSync(at('set/classes.txt'), 'utf8')).toBe('bolt\nnut\nwasher\ngear\nbearing\nbracket\n');
    expect(parse(readFileSync(at('set/data.yaml'), 'utf8'))).toEqual({
      train: 'images',
      val: 'images',
      nc: 6,
      names: { 0: 'bolt', 1: 'nut', 2: 'washer', 3: 'gear', 4: 'bearing', 5: 'bracket' },
    });
    const knobs = SceneKnobs.parse({ parts: 7, unknown_part: 0.3, mix: { bolt: 2, nut: 0 } });
    const drawn = [41, 42, 43].map((seed) => renderScene(seed, knobs));
    const set = await readLabels({ images: at('set/images'), labels: at('set/labels'), maxBytes: 2 ** 20 });
    const { images } = set.match(PARTS);
    expect(images).toHaveLength(3);
    for (const [index, { objects }] of images.entries()) {
      const expected = labelledParts(drawn[index] as (typeof drawn)[number]);
      const found = objects({ width: 640, height: 480 });
      expect(found.map(({ class_id }) => PARTS[class_id])).toEqual(expected.map(({ kind }) => kind));
      for (const [part, { box }] of found.entries()) {
        for (const [side, value] of box.entries()) expect(value).toBeCloseTo(expected[part]?.box[side] as number, 2);
      }
    }
    const all = drawn.flatMap(({ parts }) => parts);
    const unlabelled = all.filter(({ kind }) => kind === 'unknown').length;
    expect(unlabelled).toBeGreaterThan(0);
    const report = JSON.parse(ended.stdout);
    expect(report).toMatchObject({ folder: 'set', seed: 41, images: 3, objects: all.length - unlabelled, unlabelled });
    expect(report.by_class.bolt).toBe(all.filter(({ kind }) => kind === 'bolt').length);
    expect(report.by_class.nut).toBe(0);
    expect(report.knobs).toEqual(knobs);
  });

  it('writes the same bytes with one worker and with two', async () => {
    const args = ['--seed', '900010', '--count', '5', '--light', '0.4', '--tilt', '9'];
    const one = await scenes(...args, '--out', 'one', '--workers', '1');
    const two = await scenes(...args, '--out', 'two', '--workers', '2');
    expect([one.status, two.status]).toEqual([0, 0]);
    expect(one.stdout).toMatch(/^5 pictures of seeds 900010 to 900014 with \d+ labelled parts in one$/m);
    expect(one.stdout).toMatch(/^bracket +\d+$/m);
    expect(filesOf('one').size).toBe(13);
    expect(filesOf('two')).toEqual(filesOf('one'));
  });

  it('labels nothing of the seventh kind', async () => {
    const ended = await scenes('--count', '2', '--out', 'set', '--unknown-part', '1', '--json');
    expect(JSON.parse(ended.stdout)).toMatchObject({ objects: 0 });
    expect(readFileSync(at('set/labels/0000000.txt'), 'utf8')).toBe('');
  });

  it('says when a set mixes seeds to train on with others', async () => {
    const ended = await scenes('--seed', '899999', '--count', '2', '--out', 'set');
    expect(ended.status).toBe(0);
    expect(ended.stderr).toContain('Seeds from 900000 on are never to be trained on');
  });
});

describe('the folder of vigil demo scenes', () => {
  it('is refused when others have put anything there, also with --force', async () => {
    mkdirSync(at('set'));
    writeFileSync(at('set/scenes.json'), '{"made_by": "hand"}');
    const ended = await scenes('--count', '1', '--out', 'set', '--force');
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr).toMatch(/set is not empty, and vigil demo scenes did not make it\. Choose another folder\./);
    expect([...filesOf('set').keys()]).toEqual(['scenes.json']);
  });

  it('is used again with --force only, and loses nothing but the earlier scenes', async () => {
    await scenes('--count', '2', '--out', 'set');
    writeFileSync(at('set/labels/notes.txt'), 'mine');
    const refused = await scenes('--count', '1', '--out', 'set', '--seed', '7');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain('set holds the scenes of an earlier run. --force replaces them.');
    expect(readdirSync(at('set/images'))).toEqual(['0000000.jpg', '0000001.jpg']);
    const forced = await scenes('--count', '1', '--out', 'set', '--seed', '7', '--force');
    expect(forced.status).toBe(0);
    expect(readdirSync(at('set/images'))).toEqual(['0000007.jpg']);
    expect(readdirSync(at('set/labels')).sort()).toEqual(['0000007.txt', 'notes.txt']);
  });

  it('may not be a file', async () => {
    writeFileSync(at('file'), '');
    const ended = await scenes('--count', '1', '--out', 'file', '--json');
    expect(ended.status).toBe(2);
    expect(JSON.parse(ended.stdout)).toMatchObject({ code: 'invalid_parameter' });
  });
});

describe('wrong use of vigil demo', () => {
  const set = ['scenes', '--count', '1', '--out', 'set'];
  it.each([
    ['no subcommand', [], /^Usage: vigil demo/],
    ['no count', ['scenes', '--out', 'set'], /required option '--count <number>'/],
    ['no folder', ['scenes', '--count', '1'], /required option '--out <folder>'/],
    ['a count of none', ['scenes', '--count', '0', '--out', 'set'], /--count.*'0' is invalid.*1/],
    ['a seed below 0', [...set, '--seed', '-1'], /--seed.*'-1' is invalid/],
    ['a seed that is not whole', [...set, '--seed', '1.5'], /--seed.*'1\.5' is invalid/],
    [
      'a seed beyond the last',
      [...set, '--count', '2', '--seed', '9007199254740991'],
      /last seed.*above 9007199254740991/,
    ],
    ['too little light', [...set, '--light', '0'], /--light.*'0' is invalid.*0\.02/],
    ['a word for a number', [...set, '--tilt', 'much'], /--tilt.*'much' is invalid/],
    ['an unknown kind', [...set, '--mix', 'screw=1'], /--mix.*The kinds are bolt, nut, washer/],
    ['a weight that is none', [...set, '--mix', 'bolt=-1'], /--mix.*"bolt=-1" is not of the form bolt=2/],
    ['a weight too large', [...set, '--mix', 'bolt=101'], /--mix.*100/],
    ['a kind named twice', [...set, '--mix', 'nut=1,nut=2'], /--mix.*nut stands twice/],
  ])('%s ends with 2 and makes no folder', async (_, args, message) => {
    const ended = await runVigil(['demo', ...args], { cwd: folder });
    expect(ended).toMatchObject({ status: 2, stdout: '' });
    expect(ended.stderr.trim().replaceAll('\n', ' ')).toMatch(message);
    expect(readdirSync(folder)).toEqual([]);
  });
});
