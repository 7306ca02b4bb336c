import { describe, expect, it } from 'vitest';
import { draftOfCard, EMPTY_DRAFT, namesUnderstood, parseDraft } from './sidecar-draft.ts';
import { card } from './testing/samples.ts';

describe('what the user states about a model', () => {
  it('is the contract\u2019s sidecar, with only what was stated', () => {
    const draft = { ...EMPTY_DRAFT, layout: 'yolov8', height: 320, width: 640, names: 'a\nb' } as const;
    expect(parseDraft(draft)).toEqual({
      ok: true,
      sidecar: { layout: 'yolov8', input_size: [320, 640], names: ['a', 'b'] },
    });
  });

  it('has to state something', () => {
    expect(parseDraft(EMPTY_DRAFT)).toEqual({ ok: false, errors: { form: 'State at least one of these.' } });
  });

  it.each([
    [{ height: 320 }, { input_size: 'Both sides, in whole pixels from 32 to 8,192.' }],
    [{ height: 320, width: 33.5 }, { input_size: 'Both sides, in whole pixels from 32 to 8,192.' }],
    [{ names: `ok\n${'x'.repeat(101)}` }, { names: 'Name 2 is longer than 100 characters.' }],
  ])('is refused at its field: %j', (change, errors) => {
    expect(parseDraft({ ...EMPTY_DRAFT, ...change })).toEqual({ ok: false, errors });
  });
});

describe('what is stated already', () => {
  it('goes on from there, and none of it is lost', () => {
    const input = { ...card().input, height: 320, width: 640, size_source: 'sidecar' } as const;
    const described = card({ layout_source: 'sidecar', input, licence: 'MIT' });
    expect(parseDraft({ ...draftOfCard(described), names: 'helmet' })).toEqual({
      ok: true,
      sidecar: {
        ...{ name: 'yolox-nano-416', version: '695e750a', licence: 'MIT' },
        ...{ layout: 'yolox', preprocess: 'yolox', input_size: [320, 640], names: ['helmet'] },
      },
    });
  });

  it('leaves to the file what the file says', () => {
    expect(draftOfCard(card())).toMatchObject({ layout: '', height: '', width: '', names: '' });
  });

  it('keeps class names with commas and digits', () => {
    const classes = ['0: zero', 'bolt, small', 'nut'];
    const draft = draftOfCard(card({ classes, classes_source: 'sidecar' }));
    expect(draft.names).toBe('0: zero\nbolt, small\nnut');
  });
});

it('says what it understood of the names', () => {
  expect(namesUnderstood('a\nb\nc\nd\ne')).toBe('5 names: a, b, c and 2 more');
  expect(namesUnderstood('helmet')).toBe('1 name: helmet');
  expect(namesUnderstood('')).toMatch(/^One name a line/);
});
