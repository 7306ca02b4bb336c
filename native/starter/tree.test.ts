import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Sidecar } from '../contract/model.ts';
import { ModelCardNotes } from '../contract/model-card-notes.ts';
import { cardNotesPath, sidecarPath } from '../contract/model-files.ts';

const starter = join(import.meta.dirname, '../../models/starter.onnx');
const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

describe.skipIf(!existsSync(starter))('the starter model of this checkout', () => {
  it('has a name, a licence and its classes stated beside it', () => {
    const sidecar = Sidecar.parse(json(sidecarPath(starter)));
    expect(sidecar).toMatchObject({ name: expect.any(String), licence: expect.any(String) });
  });

  it('has a card with measured figures and limits', () => {
    const card = ModelCardNotes.parse(json(cardNotesPath(starter)));
    expect(card.figures.length).toBeGreaterThan(0);
    expect(card.limits.length).toBeGreaterThan(0);
  });
});
