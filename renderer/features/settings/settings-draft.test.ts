import { expect, it } from 'vitest';
import { Settings } from '../../../native/contract/http/settings.ts';
import { SettingsDraft } from './settings-draft.ts';
import { toForm } from './settings-form.ts';

const SAVED = toForm(Settings.parse({}));

it('gathers changes and lets go of those taken back', () => {
  const draft = new SettingsDraft();
  draft.change({ port: 9_000 }, SAVED);
  draft.change({ goal: 'throughput' }, SAVED);
  draft.change({ port: SAVED.port }, SAVED);
  expect(draft.get()).toEqual({ goal: 'throughput' });
  draft.discard();
  expect(draft.get()).toEqual({});
});

it('keeps what was typed while the rest was being saved', () => {
  const draft = new SettingsDraft();
  draft.change({ port: 9_000 }, SAVED);
  draft.change({ conf: 0.5 }, SAVED);
  draft.settle({ ...SAVED, port: 9_000 });
  expect(draft.get()).toEqual({ conf: 0.5 });
});

it('tells its listeners', () => {
  const draft = new SettingsDraft();
  let told = 0;
  const stop = draft.subscribe(() => told++);
  draft.change({ port: 9_000 }, SAVED);
  stop();
  draft.discard();
  expect(told).toBe(1);
});
