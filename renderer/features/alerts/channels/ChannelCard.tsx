import { Switch } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconMinus, IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import type { Channel } from '../../../../native/contract/http/channels.ts';
import { plural } from '../../../components/format.ts';
import { toastProblem, toastWithUndo } from '../../../components/undo-toast.tsx';
import { ChannelFacts } from './ChannelFacts.tsx';
import { ChannelForm } from './ChannelForm.tsx';
import { ChannelTester } from './ChannelTester.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { missingFields } from './channel-draft.ts';
import { CHANNEL_LABELS, CHANNEL_PURPOSES } from './channel-fields.ts';
import { useChannelActions } from './channel-queries.ts';
import { type ChannelState, inWords, stateOf } from './channel-words.ts';
import { DesktopPermission } from './DesktopPermission.tsx';
import { useChannelForm } from './use-channel-form.ts';

const STATES: Readonly<Record<ChannelState, { word: string; icon: typeof IconCheck }>> = {
  not_set_up: { word: 'Not set up', icon: IconCircleDashed },
  off: { word: 'Off', icon: IconMinus },
  failing: { word: 'Failing', icon: IconAlertTriangle },
  ready: { word: 'On, nothing sent yet', icon: IconPlugConnected },
  works: { word: 'Works', icon: IconCheck },
};

function StateMark({ channel }: { channel: Channel }) {
  const state = stateOf(channel);
  // Whether it works is a matter of each browser, which its own part of the card says.
  const { word, icon: Icon } = STATES[state];
  return (
    <span className="channel-state" data-state={state}>
      <Icon size={14} aria-hidden /> {channel.sent_by === 'window' && state === 'ready' ? 'On' : word}
    </span>
  );
}

/** On or off, at once. What waits to be sent is forgotten with off, so it asks where something does. */
function OnSwitch({ channel }: { channel: Channel }) {
  const [wanted, setWanted] = useState<boolean | null>(null);
  const [asks, setAsks] = useState(false);
  const { put } = useChannelActions();
  const { name, enabled, waiting } = channel;
  const label = CHANNEL_LABELS[name];
  const set = async (on: boolean) => {
    setWanted(on);
    try {
      await put(name, { enabled: on });
      toastWithUndo(`${label} is ${on ? 'on' : 'off'}`, async () => void (await put(name, { enabled: !on })));
    } finally {
      setWanted(null);
    }
  };
  return (
    <>
      <Switch
        aria-label={`${label} is on`}
        checked={wanted ?? enabled}
        onChange={({ currentTarget: { checked } }) => {
          if (wanted !== null) return;
          if (!checked && waiting > 0) setAsks(true);
          else void set(checked).catch(toastProblem);
        }}
      />
      {asks && (
        <ConfirmDialog
          title={`Switch ${label} off`}
          text={`${plural(waiting, 'notification')} not sent yet ${waiting === 1 ? 'is' : 'are'} forgotten with it.`}
          doIt="Switch off"
          onConfirm={() => set(false)}
          onClose={() => setAsks(false)}
        />
      )}
    </>
  );
}

/** A channel that the console itself sends by: what is set, how it fares, and a way to try it. */
function SentChannel({ channel }: { channel: Channel }) {
  const form = useChannelForm(channel);
  const { test } = useChannelActions();
  const missing = missingFields(channel, form.draft);
  const hasChanges = form.changes > 0;
  const whyNot =
    missing.length > 0
      ? `Still needed: ${inWords(missing).toLowerCase()}.`
      : Object.keys(form.errors).length > 0
        ? 'What cannot be saved cannot be tried.'
        : null;
  return (
    <>
      <ChannelFacts channel={channel} />
      <ChannelForm channel={channel} form={form} />
      <ChannelTester
        label={CHANNEL_LABELS[channel.name]}
        savesFirst={hasChanges}
        whyNot={whyNot}
        onTest={async () => (hasChanges && !(await form.save()) ? null : await test(channel.name))}
      />
    </>
  );
}

export function ChannelCard({ channel }: { channel: Channel }) {
  const { name, sent_by } = channel;
  const id = `channel-${name}`;
  return (
    <section className="panel channel-card" id={id} aria-labelledby={`${id}-title`} data-state={stateOf(channel)}>
      <header>
        <h2 id={`${id}-title`}>{CHANNEL_LABELS[name]}</h2>
        <StateMark channel={channel} />
        <OnSwitch channel={channel} />
      </header>
      <p className="quiet">{CHANNEL_PURPOSES[name]}</p>
      {sent_by === 'window' ? (
        <>
          <ChannelFacts channel={channel} />
          <DesktopPermission />
        </>
      ) : (
        <SentChannel channel={channel} />
      )}
    </section>
  );
}
