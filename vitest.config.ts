import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{native,scripts,bench,e2e,electron,renderer}/**/*.test.ts'],
    // ONNX Runtime and sharp crash in worker threads (https://github.com/microsoft/onnxruntime/issues/20084).
    pool: 'forks',
    // Most tests wait for a process of their own; one core left idle for others, as is the default, would double the time.
    maxWorkers: '100%',
    // Generous, since real models run on whatever machine this is; no test asserts on time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 30_000 } },
  },
});
