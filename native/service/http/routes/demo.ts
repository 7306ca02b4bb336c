import { DEMO_SOURCE } from '../../../contract/http/demo.ts';
import type { AppDeps } from '../deps.ts';
import type { Handlers } from '../endpoint.ts';
import { deleteSelected } from './step-by-step.ts';

type DemoAddresses = 'demo' | 'startDemo' | 'stopDemo' | 'putDemoKnobs' | 'clearDemo';

export function demoHandlers(deps: AppDeps): Pick<Handlers, DemoAddresses> {
  const { demo } = deps;
  return {
    demo: () => demo.status(),
    startDemo: ({ body }) => demo.start(body),
    stopDemo: () => demo.stop(),
    putDemoKnobs: ({ body }) => demo.change(body),
    clearDemo: () => deleteSelected(deps, { filter: { source: DEMO_SOURCE } }),
  };
}
