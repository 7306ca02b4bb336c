import { Button, TextInput } from '@mantine/core';
import { IconPackageImport } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { desktop } from '../../app/desktop.ts';
import { isBusy } from './load-job.ts';
import { startLoad, useLoadJob } from './load-jobs.ts';

/** A path as pasted: file managers put quotes around it. */
const barePath = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');

/**
 * The ways in beside the picker: drop, or the path of a file on the console's machine. `running` is the active model,
 * `starter` the path of the one that came with Vigil, where it does not run.
 */
export function LoadPanel({ running, starter }: { running: string | null; starter: string | null }) {
  const [typed, setTyped] = useState('');
  const busy = isBusy(useLoadJob());
  const path = barePath(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (path !== '') startLoad({ type: 'path', path });
  };
  return (
    <section className="load-panel" aria-label="Load a model">
      <IconPackageImport size={28} stroke={1.3} className="quiet" aria-hidden />
      <div className="load-panel-words">
        <strong>Drop an ONNX file anywhere on this page</strong>
        <span className="quiet">
          {desktop() === null ? 'It is copied into the data folder.' : 'It is loaded from where it lies.'}
          {running !== null && ` ${running} answers until the new one is up.`}
        </span>
        <span className="quiet">
          None at hand? <code>vigil models pull</code> in a terminal fetches one
          {starter === null ? (
            '.'
          ) : (
            <>
              , or{' '}
              <button type="button" disabled={busy} onClick={() => startLoad({ type: 'path', path: starter })}>
                load the starter model
              </button>
              .
            </>
          )}
        </span>
      </div>
      <form onSubmit={submit}>
        <TextInput
          aria-label="Path of a model on the console's machine"
          placeholder="Or the path of a file on the console's machine"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          spellCheck={false}
          autoComplete="off"
          maxLength={4_096}
        />
        <Button type="submit" variant="default" disabled={busy || path === ''}>
          Load
        </Button>
      </form>
    </section>
  );
}
