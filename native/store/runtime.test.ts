import { describe, expect, it } from 'vitest';
import { VigilError } from '../contract/errors.ts';
import { checkRuntime } from './runtime.ts';

function refusal(versions: { node?: string; napi?: string }): VigilError | null {
  try {
    checkRuntime(versions);
    return null;
  } catch (thrown) {
    if (thrown instanceof VigilError) return thrown;
    throw thrown;
  }
}

describe('the runtime check', () => {
  it.each([{ node: '20.20.2', napi: '9' }, { node: '18.0.0', napi: '8' }, { node: '24.0.0' }, {}])(
    'refuses %o with a sentence',
    (versions) => {
      const error = refusal(versions);
      expect(error?.code).toBe('runtime_unsupported');
      expect(error?.message).toContain('Node.js 24 or newer');
    },
  );

  it.each(['10', '11'])('takes Node-API %s, compared as a number', (napi) => {
    expect(refusal({ node: '24.21.0', napi })).toBeNull();
  });
});
