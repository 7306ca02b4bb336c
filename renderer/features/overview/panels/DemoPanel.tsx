import { DemoCard } from '../../demo/DemoCard.tsx';
import { useDemo } from '../../demo/demo-query.ts';

/** The demo line: what it does now, and what can be done to it. */
export function DemoPanel() {
  return <DemoCard view={useDemo(1_000)} />;
}
