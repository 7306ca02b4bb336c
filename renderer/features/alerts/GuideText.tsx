import { Fragment } from 'react';
import type { AlertRule } from '../../../native/contract/http/alert-rules.ts';

/** What stands between backticks is a command or a name of code. */
const Words = ({ text }: { text: string }) =>
  text.split('`').map((part, at) => {
    const key = `${at} ${part}`;
    return at % 2 === 1 ? <code key={key}>{part}</code> : <Fragment key={key}>{part}</Fragment>;
  });

/** What a rule means, what to look at, what to do. */
export function GuideText({ guide: { means, look, act } }: { guide: AlertRule['guide'] }) {
  return (
    <dl className="guide-text">
      <dt>What it means</dt>
      <dd>
        <Words text={means} />
      </dd>
      <dt>What to look at</dt>
      <dd>
        <Words text={look} />
      </dd>
      <dt>What to do</dt>
      <dd>
        <Words text={act} />
      </dd>
    </dl>
  );
}
