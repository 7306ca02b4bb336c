import { describe, expect, it } from 'vitest';
import { importsOf, judgeImport } from './check-arrows.ts';

describe('import arrows', () => {
  it.each([
    ['native/store/open.ts', '../contract/errors.ts'],
    ['native/store/open.ts', './migrations/runner.ts'],
    ['native/store/open.ts', 'better-sqlite3'],
    ['native/store/open.ts', 'node:fs'],
    ['native/service/http/app.ts', '../../store/open.ts'],
    ['native/cli/serve.ts', '../service/service.ts'],
    ['native/service/service.test.ts', '../cli/main.ts'],
    ['bench/detect.ts', '../native/detector/engine.ts'],
  ])('lets %s import %s', (file, specifier) => {
    expect(judgeImport({ file, specifier })).toBeNull();
  });

  it.each([
    ['native/contract/errors.ts', '../store/types.ts'],
    ['native/store/open.ts', '../service/service.ts'],
    ['native/service/service.ts', '../detector/engine.ts'],
    ['native/service/service.ts', '../cli/main.ts'],
    ['native/detector/engine.ts', '../service/detection/types.ts'],
    ['native/service/http/app.ts', 'better-sqlite3'],
    ['native/service/http/app.ts', 'sharp'],
    ['native/cli/detect.ts', 'onnxruntime-node'],
    ['native/newcomer/index.ts', '../contract/errors.ts'],
  ])('refuses that %s imports %s', (file, specifier) => {
    expect(judgeImport({ file, specifier })).toContain(file);
  });

  it('sees static, type, re-exporting, side-effect and dynamic imports', () => {
    const source = [
      "import { a } from './a.ts';",
      "import type {\n  B,\n} from './b.ts';",
      "export { c } from './c.ts';",
      "import './d.ts';",
      "const e = await import('./e.ts');",
    ].join('\n');
    expect(importsOf('x.ts', source).map(({ specifier }) => specifier)).toEqual([
      './a.ts',
      './b.ts',
      './c.ts',
      './d.ts',
      './e.ts',
    ]);
  });
});
