import { Button, CopyButton, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import type { SettingsResponse } from '../../../native/contract/http/settings.ts';
import { useConnection, useProviders } from '../../api/queries.ts';
import { desktop } from '../../app/desktop.ts';
import { formatSeconds } from '../../components/format.ts';
import { diagnosticsText } from './diagnostics.ts';
import { SettingsSection } from './SettingsSection.tsx';

/** Versions, and everything a report needs as text that is shown before it is copied. */
export function AboutSection({ settings }: { settings: SettingsResponse }) {
  const connection = useConnection();
  const providers = useProviders().data;
  // A picture of the moment, so that what is copied is what was read.
  const [text, setText] = useState<string | null>(null);
  const status =
    connection.state === 'connected' ? connection.status : connection.state === 'lost' ? connection.last : undefined;
  const show = () => {
    if (status === undefined) return;
    const page = {
      at: new Date().toISOString(),
      shell: desktop() === null ? ('browser' as const) : ('desktop' as const),
      userAgent: navigator.userAgent,
      language: navigator.language,
      window: `${innerWidth} x ${innerHeight} at ${devicePixelRatio}`,
      screen: `${screen.width} x ${screen.height}`,
    };
    setText(diagnosticsText({ status, providers, settings, page }));
  };
  return (
    <SettingsSection id="about" title="About">
      <dl className="about">
        <div>
          <dt>Vigil</dt>
          <dd>{status?.version ?? 'unknown'}</dd>
        </div>
        <div>
          <dt>ONNX Runtime</dt>
          <dd>{providers?.runtime ?? 'unknown'}</dd>
        </div>
        <div>
          <dt>Up for</dt>
          <dd>{status === undefined ? 'unknown' : formatSeconds(status.uptime_s)}</dd>
        </div>
        <div>
          <dt>Shown in</dt>
          <dd>{desktop() === null ? 'a browser' : 'the desktop shell'}</dd>
        </div>
      </dl>
      <Group gap="sm">
        <Button variant="default" onClick={show} disabled={status === undefined}>
          Copy diagnostics
        </Button>
        <Button variant="default" component="a" href="/docs" target="_blank" rel="noopener">
          HTTP API
        </Button>
      </Group>
      <Modal
        opened={text !== null}
        onClose={() => setText(null)}
        title="Diagnostics"
        size={760}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <p className="diagnostics-note">
          Versions, providers, checks, settings and the model card. Paths of the model and the data folder are left out;
          home folders and the names of their users are replaced. Nothing is sent anywhere.
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which the keyboard must be able to do */}
        <section className="diagnostics" tabIndex={0} aria-label="Diagnostics as text">
          <pre>{text}</pre>
        </section>
        <Group justify="flex-end" gap="sm" mt="md">
          <Button variant="subtle" color="gray" onClick={() => setText(null)}>
            Close
          </Button>
          <CopyButton value={text ?? ''}>
            {({ copied, copy }) => (
              <Button onClick={copy} data-autofocus>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        </Group>
      </Modal>
    </SettingsSection>
  );
}
