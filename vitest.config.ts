import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{native,scripts,bench,e2e,electron,renderer}/**/*.test.ts'],
    // ONNX Runtime and sharp crash in worker threads (https://github.com/microsoft/onnxruntime/issues/20084).
    pool: 'forks',
    // Generous, since real models run on whatever machine this is; no test asserts on time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
