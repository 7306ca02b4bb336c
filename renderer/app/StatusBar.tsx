import { Loader, Tooltip, VisuallyHidden } from '@mantine/core';
import {
  IconAlertTriangle,
  IconBox,
  IconCheck,
  IconCpu,
  IconGauge,
  IconHourglass,
  IconPlugConnectedX,
  IconStack2,
  IconWaveSine,
} from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import type { ConsoleStatus } from '../../native/contract/http/status.ts';
import { type Connection, useConnection } from '../api/queries.ts';
import { fileName, formatRate } from '../components/format.ts';

interface ItemProps {
  /** Follows from the words. */
  icon: ReactNode;
  label: string;
  tip: string;
  children: ReactNode;
}

/** The status comes twice a second: an item is drawn again when its words have changed. */
const Item = memo(
  function Item({ icon, label, tip, children }: ItemProps) {
    return (
      <Tooltip label={tip}>
        <div className="status-item">
          {icon}
          <VisuallyHidden>{label}:</VisuallyHidden>
          <span>{children}</span>
          <VisuallyHidden>. {tip}</VisuallyHidden>
        </div>
      </Tooltip>
    );
  },
  (a, b) => a.label === b.label && a.tip === b.tip && a.children === b.children,
);

const icon = { size: 14, stroke: 1.7, 'aria-hidden': true } as const;

function ModelItem({ status }: { status: ConsoleStatus }) {
  if (status.loading !== null) {
    const name = fileName(status.loading.path);
    return (
      <Item icon={<Loader size={12} />} label="Model" tip={`Loading ${name}`}>
        Loading {name}
      </Item>
    );
  }
  if (status.model === null) {
    const tip = status.load_error?.detail ?? 'Load one on the Models page';
    return (
      <Item icon={<IconAlertTriangle {...icon} />} label="Model" tip={tip}>
        No model
      </Item>
    );
  }
  const { name, version, classes, input } = status.model;
  return (
    <Item
      icon={<IconBox {...icon} />}
      label="Model"
      tip={`${name}, version ${version}: ${classes.length} classes, ${input.width} × ${input.height}`}
    >
      {name}
    </Item>
  );
}

function DriftItem({ drift }: { drift: ConsoleStatus['drift'] }) {
  if (drift.state === 'collecting_reference' || drift.state === 'collecting_current') {
    const window = drift.state === 'collecting_reference' ? 'reference' : 'current window';
    return (
      <Item icon={<IconHourglass {...icon} />} label="Drift" tip={`The ${window} is still being collected`}>
        Drift: collecting
      </Item>
    );
  }
  const share = drift.drift_share === null ? '' : ` ${Math.round(drift.drift_share * 100)} %`;
  const tip = `${share === '' ? 'No verdict yet' : `${share.trim()} of the features have drifted`}`;
  return drift.dataset_drift === true ? (
    <Item icon={<IconAlertTriangle {...icon} />} label="Drift" tip={tip}>
      <strong>Drift{share}</strong>
    </Item>
  ) : (
    <Item icon={<IconWaveSine {...icon} />} label="Drift" tip={tip}>
      {`No drift${share === ' 0 %' ? '' : `,${share}`}`}
    </Item>
  );
}

function ConnectionItem({ connection }: { connection: Connection }) {
  switch (connection.state) {
    case 'connecting':
      return (
        <Item icon={<Loader size={12} />} label="Connection" tip="Asking the console for its state">
          Connecting
        </Item>
      );
    case 'lost':
      return (
        <Item icon={<IconPlugConnectedX {...icon} />} label="Connection" tip={connection.problem.message}>
          <strong role="status">Connection lost, trying again</strong>
        </Item>
      );
    case 'connected': {
      const troubled = connection.status.checks.filter(({ status }) => status !== 'ok');
      return troubled.length === 0 ? (
        <Item icon={<IconCheck {...icon} />} label="Connection" tip="Connected; every check is well">
          Connected
        </Item>
      ) : (
        <Item
          icon={<IconAlertTriangle {...icon} />}
          label="Connection"
          tip={troubled.map(({ name, detail }) => `${name}: ${detail}`).join(' ')}
        >
          Connected,{' '}
          {troubled.map(({ name, status }) => `${name} ${status === 'failed' ? 'not ready' : status}`).join(', ')}
        </Item>
      );
    }
  }
}

/** One line along the bottom: what runs, where, how much of it waits, and whether the console answers. */
export function StatusBar() {
  const connection = useConnection();
  const status =
    connection.state === 'connected' ? connection.status : connection.state === 'lost' ? connection.last : undefined;
  return (
    <footer className="status-bar">
      {status !== undefined && (
        <>
          <ModelItem status={status} />
          {status.provider !== null && (
            <Item icon={<IconCpu {...icon} />} label="Provider" tip={status.provider.reason}>
              {status.provider.used}
              {status.provider.extent === 'all' ? '' : ` (${status.provider.extent})`}
              {status.provider.fallback ? ', fallback' : ''}
            </Item>
          )}
          <Item
            icon={<IconStack2 {...icon} />}
            label="Queue"
            tip={`${status.queue_length} of at most ${status.queue_limit} images wait for the detector`}
          >
            Queue {status.queue_length}
          </Item>
          <Item icon={<IconGauge {...icon} />} label="Rate" tip="Images answered in a second, over the last 10 seconds">
            {formatRate(status.images_per_s)}
          </Item>
          <DriftItem drift={status.drift} />
        </>
      )}
      <div className="status-item status-space" />
      <ConnectionItem connection={connection} />
      {status !== undefined && <div className="status-item">Vigil {status.version}</div>}
    </footer>
  );
}
