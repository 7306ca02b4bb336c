import { expect, it } from 'vitest';
import { LoadModelBody } from '../../../native/contract/http/models.ts';
import { loadAgainBody } from './load-again.ts';
import { card } from './testing/samples.ts';

it('a model that speaks for itself is loaded by its id', () => {
  expect(loadAgainBody(card())).toEqual({ id: '695e750a5d57' });
});

it('one that was described keeps its description', () => {
  const input = { ...card().input, height: 320, width: 640, size_source: 'sidecar' } as const;
  const body = loadAgainBody(card({ classes: ['helmet'], classes_source: 'sidecar', input }));
  expect(body).toEqual({
    path: '/models/yolox-nano-416.onnx',
    sidecar: {
      name: 'yolox-nano-416',
      version: '695e750a',
      preprocess: 'yolox',
      input_size: [320, 640],
      names: ['helmet'],
    },
  });
  expect(LoadModelBody.safeParse(body).success).toBe(true);
});
