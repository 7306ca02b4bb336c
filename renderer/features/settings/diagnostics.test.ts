import { expect, it } from 'vitest';
import { Settings } from '../../../native/contract/http/settings.ts';
import { card, PARALLELISM, report, status } from '../models/testing/samples.ts';
import { type DiagnosticsInput, diagnosticsText } from './diagnostics.ts';

const page: DiagnosticsInput['page'] = {
  at: '2026-03-01T10:00:00.000Z',
  shell: 'browser',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64)',
  language: 'en',
  window: '1280 x 800',
  screen: '2560 x 1440',
};

const whole: DiagnosticsInput = {
  page,
  status: status({
    model: card({
      path: '/home/ada/private/yolox.onnx',
      metadata: {
        task: 'detect',
        names: "{0: 'person'}",
        description: 'trained on c:\\Users\\grace\\My Data\\data.yaml',
      },
    }),
    provider: report({
      attempts: [{ provider: 'cuda', outcome: 'failed', reason: 'Failed to load /home/ada/vigil/libonnx.so' }],
    }),
    parallelism: PARALLELISM,
    run_ms: 8.72,
    load_error: { code: 'model_not_found', detail: 'There is no file /home/ada/x.onnx, ada.' },
  }),
  providers: {
    order: ['cuda', 'cpu'],
    built_in: ['cuda', 'cpu'],
    active: report(),
    parallelism: PARALLELISM,
    runtime: '1.30.0',
  },
  settings: {
    settings: Settings.parse({}),
    listening_port: 8_000,
    metrics_listener: { state: 'off' as const },
    restart_needed: ['port'],
    reload_needed: [],
    data_folder: { path: '/home/ada/.local/share/vigil', bytes: 12_000_000, free_bytes: 5e9 },
  },
};

it('tells what a report needs', () => {
  const text = diagnosticsText(whole);
  for (const wanted of [
    'Vigil 0.1.0',
    'ONNX Runtime: 1.30.0',
    '- cuda: failed. Failed to load ~/vigil/libonnx.so',
    'lanes 1, threads 1, spinning false, goal latency, one run 8.7 ms',
    '- store: ok. History is written.',
    '"conf":0.25',
    'waiting for a restart: port',
    'yolox-nano-416, version 695e750a',
    '- task: detect',
    'Mozilla/5.0',
  ]) {
    expect(text).toContain(wanted);
  }
});

it('tells nothing of where things lie and whose they are', () => {
  const text = diagnosticsText(whole);
  for (const secret of ['ada', 'grace', '/home', 'Users', 'private', 'data.yaml', '.local']) {
    expect(text).not.toContain(secret);
  }
});

it('does without what could not be asked', () => {
  const text = diagnosticsText({ page, status: status(), providers: undefined, settings: undefined });
  expect(text).toContain('## Model\nnone');
  expect(text).toContain('ONNX Runtime: unknown');
});
