import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Alert } from '../../../native/contract/http/alerts.ts';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { useAlertActions } from './alert-actions.ts';
import { LONGEST_AUTHOR, rememberedAuthor } from './author.ts';

/** As long as the contract takes. */
export const LONGEST_COMMENT = 2_000;

function Acknowledged({ alert, at }: { alert: Alert; at: string }) {
  const { unacknowledge } = useAlertActions();
  return (
    <div className="alert-acknowledged">
      <p>
        Acknowledged {alert.acknowledged_by !== null && `by ${alert.acknowledged_by} `}
        <TimeAgo iso={at} />
        {alert.comment !== null && <span className="alert-comment">{alert.comment}</span>}
      </p>
      {alert.state !== 'resolved' && (
        <Button variant="default" onClick={() => void unacknowledge([alert])}>
          Take back
        </Button>
      )}
    </div>
  );
}

/** Says that somebody takes care of an alert, with a word on it; or who did. */
export function AcknowledgeForm({ alert }: { alert: Alert }) {
  const [comment, setComment] = useState('');
  const [author, setAuthor] = useState(rememberedAuthor);
  const [busy, setBusy] = useState(false);
  const { acknowledge } = useAlertActions();
  if (alert.acknowledged_at !== null) return <Acknowledged alert={alert} at={alert.acknowledged_at} />;
  if (alert.state === 'resolved') return null;
  return (
    <form
      className="alert-acknowledge"
      onSubmit={(event) => {
        event.preventDefault();
        if (busy) return;
        setBusy(true);
        void acknowledge([alert], { comment, author }).finally(() => setBusy(false));
      }}
    >
      <TextInput
        label="Comment"
        placeholder="What is being done"
        maxLength={LONGEST_COMMENT}
        value={comment}
        onChange={(event) => setComment(event.currentTarget.value)}
      />
      <TextInput
        label="Your name"
        maxLength={LONGEST_AUTHOR}
        value={author}
        onChange={(event) => setAuthor(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy}>
        Acknowledge with this
      </Button>
    </form>
  );
}
