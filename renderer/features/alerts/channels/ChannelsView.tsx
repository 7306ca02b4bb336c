import './channels.css';
import { Alert, Skeleton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { FirstLine } from '../../../components/FirstLine.tsx';
import { ProblemNote } from '../../../components/ProblemNote.tsx';
import { ChannelCard } from './ChannelCard.tsx';
import { useChannels, useRouting } from './channel-queries.ts';
import { channelsSentence, SECRETS_KEPT_BY } from './channel-words.ts';
import { guardDrafts } from './kept-draft.ts';
import { RoutingPanel } from './RoutingPanel.tsx';

/** Who is told of alerts: which severities go where, and each channel with all that can be set of it. */
export function ChannelsView({ views }: { views: ReactNode }) {
  const channels = useChannels();
  const routing = useRouting();
  const error = channels.error ?? routing.error;
  useEffect(guardDrafts, []);
  const list = channels.data;
  return (
    <div className="page alerts-page channels-page">
      <FirstLine actions={views}>
        {list !== undefined
          ? channelsSentence(list.channels)
          : error === null
            ? 'Asking for the channels'
            : 'The console does not tell of its channels'}
      </FirstLine>
      {error !== null && (
        <ProblemNote
          error={error}
          onRetry={() => {
            void channels.refetch();
            void routing.refetch();
          }}
        />
      )}
      {list !== undefined && list.secrets_problem !== null && (
        <Alert
          className="problem-note"
          color="orange"
          variant="transparent"
          icon={<IconAlertTriangle aria-hidden />}
          title="Secrets that were stated before cannot be read"
          role="alert"
        >
          {list.secrets_problem}
        </Alert>
      )}
      {list !== undefined && routing.data !== undefined ? (
        <RoutingPanel routing={routing.data} channels={list.channels} />
      ) : (
        error === null && <Skeleton height={300} aria-label="Asking for the routing" />
      )}
      {list !== undefined ? (
        <div className="channel-cards">
          {list.channels.map((channel) => (
            <ChannelCard key={channel.name} channel={channel} />
          ))}
        </div>
      ) : (
        error === null && <Skeleton height={480} aria-label="Asking for the channels" />
      )}
      <p className="quiet channels-secrets">
        {list !== undefined && `${SECRETS_KEPT_BY[list.secrets_kept_by]} `}What is secret is never shown again, logged,
        or kept in the history.
      </p>
    </div>
  );
}
