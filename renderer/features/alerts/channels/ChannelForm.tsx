import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import type { Channel } from '../../../../native/contract/http/channels.ts';
import { plural } from '../../../components/format.ts';
import { ProblemNote } from '../../../components/ProblemNote.tsx';
import { toast } from '../../../components/undo-toast.tsx';
import { PlainInput, SecretInput } from './ChannelFieldInput.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { forgottenSecrets } from './channel-draft.ts';
import { CHANNEL_FIELDS, CHANNEL_LABELS, type ChannelField } from './channel-fields.ts';
import { useChannelActions } from './channel-queries.ts';
import type { ChannelForm as Form } from './use-channel-form.ts';

/** Says in place what is not saved, with the ways out of it. */
function Unsaved({ form, onSave }: { form: Form; onSave: () => void }) {
  const wrong = Object.keys(form.errors).length;
  if (form.changes === 0) return null;
  return (
    <div className="channel-unsaved">
      <span role="status">
        <IconPencil size={14} aria-hidden /> {plural(form.changes, 'change')}
        {wrong === 0
          ? ' not saved yet'
          : `; ${plural(wrong, 'field')} cannot be saved as ${wrong === 1 ? 'it is' : 'they are'}`}
      </span>
      <Button variant="default" onClick={form.discard}>
        Discard
      </Button>
      <Button loading={form.busy} disabled={wrong > 0} onClick={onSave}>
        Save
      </Button>
    </div>
  );
}

/** All that can be set of a channel. */
export function ChannelForm({ channel, form }: { channel: Channel; form: Form }) {
  const [clearing, setClearing] = useState<ChannelField | null>(null);
  const { put } = useChannelActions();
  const fields = CHANNEL_FIELDS[channel.name];
  const label = CHANNEL_LABELS[channel.name];
  const forgotten = forgottenSecrets(channel, form.draft);
  const save = async () => {
    if (await form.save()) toast(`${label} saved`);
  };
  return (
    <form
      className="channel-form"
      aria-label={`Settings of ${label}`}
      data-columns={fields.length > 2 || undefined}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (form.changes > 0) void save();
      }}
    >
      {fields.map((field) => {
        const props = {
          field,
          text: form.text(field),
          onChange: (text: string) => form.type(field, text),
          error: form.errors[field.name],
        };
        return field.kind === 'secret' ? (
          <SecretInput
            key={field.name}
            {...props}
            isSet={channel.secrets[field.name] === true}
            isForgotten={forgotten.includes(field.name)}
            onClear={() => setClearing(field)}
          />
        ) : (
          <PlainInput key={field.name} {...props} />
        );
      })}
      {form.problem !== null && (
        <div className="channel-wide">
          <ProblemNote error={form.problem} />
        </div>
      )}
      <Unsaved form={form} onSave={() => void save()} />
      {clearing !== null && (
        <ConfirmDialog
          title={`Clear ${clearing.label.toLowerCase()} of ${label}`}
          text="It is removed from this console and cannot be brought back. Nothing can be sent here until a new one is set."
          doIt="Clear"
          onConfirm={async () => {
            await put(channel.name, { [clearing.name]: null });
            toast(`${clearing.label} of ${label} cleared`);
          }}
          onClose={() => setClearing(null)}
        />
      )}
    </form>
  );
}
