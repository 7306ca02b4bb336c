import { Loader } from '@mantine/core';
import { IconHelp, IconHistory } from '@tabler/icons-react';
import { Link } from 'wouter';
import type { AlertPreview } from '../../../native/contract/http/alert-rules.ts';
import { formatExact } from '../../components/format.ts';
import { chartsOf } from './alert-links.ts';
import { figureWords, labelWords, lastedWords } from './alert-words.ts';

/** So many of the newest are listed. */
const MOST = 5;

function Firings({ firings }: { firings: AlertPreview['firings'] }) {
  const now = Date.now();
  return (
    <ul>
      {firings.slice(0, MOST).map((firing) => {
        const span = { started_at: firing.fired_at, resolved_at: firing.ended_at };
        const labels = labelWords(firing);
        return (
          <li key={`${firing.fired_at} ${labels}`}>
            <Link href={chartsOf(span, now)}>{formatExact(firing.fired_at)}</Link>
            {labels !== '' && ` ${labels}`}, at {figureWords(firing.value)},{' '}
            {firing.ended_at === null ? 'still firing' : `for ${lastedWords(span, now)}`}
          </li>
        );
      })}
      {firings.length > MOST && <li className="quiet">and {firings.length - MOST} earlier</li>}
    </ul>
  );
}

/** How often the rule would have fired in the last 7 days, in the words of the console. */
export function RulePreview({ data, busy }: { data: AlertPreview | undefined; busy: boolean }) {
  const isWaiting = busy || data === undefined;
  return (
    <div className="rule-preview">
      <p role="status">
        {isWaiting ? (
          <>
            <Loader size={13} /> Going through the last 7 days
          </>
        ) : (
          <>
            {data.times === null ? <IconHelp size={15} aria-hidden /> : <IconHistory size={15} aria-hidden />}
            <span>{data.summary}</span>
          </>
        )}
      </p>
      {!isWaiting && data.firings.length > 0 && <Firings firings={data.firings} />}
      {!isWaiting && data.approximations.length > 0 && (
        <details>
          <summary>In what this differs from the rule</summary>
          <ul>
            {data.approximations.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
