import { IconAlertTriangle } from '@tabler/icons-react';
import type { Channel } from '../../../../native/contract/http/channels.ts';
import { plural } from '../../../components/format.ts';
import { TimeAgo } from '../../../components/TimeAgo.tsx';
import { severityWords, stateOf } from './channel-words.ts';

/** What went wrong last, in the words of the console, which end with what to do. */
function LastError({ channel }: { channel: Channel }) {
  const { last_error, last_error_at } = channel;
  if (last_error === null || last_error_at === null) return null;
  const isOver = stateOf(channel) !== 'failing';
  return (
    <div className="channel-error" data-over={isOver || undefined}>
      <p>
        <IconAlertTriangle size={14} aria-hidden />
        {isOver ? 'Failed' : 'Failed last'} <TimeAgo iso={last_error_at} />
        {isOver && ', works again since'}
      </p>
      <p>{last_error}</p>
    </div>
  );
}

/** Where it sends, of what it is told, and how that went. */
export function ChannelFacts({ channel }: { channel: Channel }) {
  const { hint, routes, last_success_at, waiting, sent_by } = channel;
  return (
    <>
      <dl className="channel-facts">
        {hint !== null && (
          <>
            <dt>Sends to</dt>
            <dd>{hint}</dd>
          </>
        )}
        <dt>Is told of</dt>
        <dd>{severityWords(routes)}</dd>
        {sent_by === 'service' && (
          <>
            <dt>Last sent</dt>
            <dd>{last_success_at === null ? 'never' : <TimeAgo iso={last_success_at} />}</dd>
            <dt>Waiting</dt>
            <dd>{waiting === 0 ? 'nothing' : plural(waiting, 'notification')}</dd>
          </>
        )}
      </dl>
      <LastError channel={channel} />
    </>
  );
}
