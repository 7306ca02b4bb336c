import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { ChannelTest } from '../../../../native/contract/http/channels.ts';
import { formatMs } from '../../../components/format.ts';
import { ProblemNote } from '../../../components/ProblemNote.tsx';

export type TestOutcome = Pick<ChannelTest, 'sent' | 'detail' | 'took_ms'>;

interface ChannelTesterProps {
  /** Of the channel, for the name of the button. */
  label: string;
  /** Changes are saved first, so that what is tried is what is seen. */
  savesFirst?: boolean;
  /** Why it cannot be tried; null where it can. */
  whyNot: string | null;
  /** Null where saving was refused, which the form shows. */
  onTest: () => Promise<TestOutcome | null>;
}

/** Sends a test message and says what happened. */
export function ChannelTester({ label, savesFirst = false, whyNot, onTest }: ChannelTesterProps) {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<TestOutcome | null>(null);
  const [error, setError] = useState<unknown>(null);
  const test = async () => {
    setBusy(true);
    setOutcome(null);
    setError(null);
    try {
      setOutcome(await onTest());
    } catch (cause) {
      setError(cause);
    } finally {
      setBusy(false);
    }
  };
  const words = savesFirst ? 'Save and test' : 'Test';
  return (
    <div className="channel-tester">
      <Button
        variant="default"
        leftSection={<IconSend size={15} aria-hidden />}
        aria-label={`${words} ${label}`}
        loading={busy}
        disabled={whyNot !== null}
        onClick={() => void test()}
      >
        {words}
      </Button>
      <div role="status" className="channel-outcome" data-sent={outcome?.sent}>
        {outcome === null ? (
          whyNot !== null && <span className="quiet">{whyNot}</span>
        ) : (
          <>
            {outcome.sent ? <IconCheck size={15} aria-hidden /> : <IconAlertTriangle size={15} aria-hidden />}
            <span>
              <strong>{outcome.sent ? 'Sent' : 'Not sent'}</strong> after {formatMs(outcome.took_ms)}. {outcome.detail}
            </span>
          </>
        )}
      </div>
      {error !== null && <ProblemNote error={error} />}
    </div>
  );
}
