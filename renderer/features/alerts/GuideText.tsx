import type { AlertRule } from '../../../native/contract/http/alert-rules.ts';

/** What a rule means, what to look at, what to do. */
export function GuideText({ guide: { means, look, act } }: { guide: AlertRule['guide'] }) {
  return (
    <dl className="guide-text">
      <dt>What it means</dt>
      <dd>{means}</dd>
      <dt>What to look at</dt>
      <dd>{look}</dd>
      <dt>What to do</dt>
      <dd>{act}</dd>
    </dl>
  );
}
