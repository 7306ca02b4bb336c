import { IconServer } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Host, SystemSnapshot } from '../../../native/contract/http/system.ts';
import { formatBytes, formatSeconds, plural } from '../../components/format.ts';
import { FigureValue } from './FigureValue.tsx';
import { formatMemory, formatPercent } from './figures.ts';
import { Meter } from './Meter.tsx';
import { TraceLine } from './TraceLine.tsx';
import { traceOf } from './trace.ts';

const PLATFORMS: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };
const perSecond = (bytes: number): string => `${formatBytes(Math.round(bytes))}/s`;

function Facts({ host }: { host: Host }) {
  const { not_reported: reasons } = host;
  const rate = (figure: 'disk_read' | 'disk_written' | 'network_received' | 'network_sent'): ReactNode => {
    const name = `${figure}_bytes_per_s` as const;
    return <FigureValue value={host[name]} reason={reasons[name]} format={perSecond} />;
  };
  const load =
    host.load_1m === null || host.load_5m === null || host.load_15m === null ? (
      <FigureValue value={null} reason={reasons.load_1m} format={String} />
    ) : (
      [host.load_1m, host.load_5m, host.load_15m].map((value) => value.toFixed(2)).join(', ')
    );
  return (
    <dl className="figure-list host-figures">
      <div title="Programs that ran or wanted to, on average over 1, 5 and 15 minutes">
        <dt>Load</dt>
        <dd>{load}</dd>
      </div>
      <div>
        <dt>Disks, read</dt>
        <dd>{rate('disk_read')}</dd>
      </div>
      <div>
        <dt>Disks, written</dt>
        <dd>{rate('disk_written')}</dd>
      </div>
      <div>
        <dt>Network, received</dt>
        <dd>{rate('network_received')}</dd>
      </div>
      <div>
        <dt>Network, sent</dt>
        <dd>{rate('network_sent')}</dd>
      </div>
    </dl>
  );
}

/** A part of something that is limited: how much of it is used, where that is known. */
function Share({
  label,
  total,
  available,
  reason,
  format,
}: {
  label: string;
  total: number | null;
  available: number | null;
  reason: string | undefined;
  format: (bytes: number) => string;
}) {
  const used = total === null || available === null ? null : total - available;
  return (
    <Meter
      label={label}
      words={
        <FigureValue value={used} reason={reason} format={(value) => `${format(value)} of ${format(total ?? 0)}`} />
      }
      parts={used === null || total === null || total === 0 ? null : [{ kind: 'main', share: used / total }]}
    />
  );
}

/** The machine as a whole. */
export function HostPanel({ host, samples }: { host: Host; samples: readonly SystemSnapshot[] }) {
  const { cpu_utilization_ratio, not_reported: reasons } = host;
  return (
    <section className="panel host-panel" aria-label="Host">
      <header>
        <IconServer size={20} stroke={1.6} aria-hidden />
        <h2>Host</h2>
        <span className="quiet">
          {PLATFORMS[host.platform] ?? host.platform}, {host.cpu_model}, {plural(host.cpu_count, 'processor')}, up for{' '}
          {formatSeconds(host.uptime_s)}
        </span>
      </header>
      <Meter
        label="Processors"
        words={
          <FigureValue value={cpu_utilization_ratio} reason={reasons.cpu_utilization_ratio} format={formatPercent} />
        }
        parts={cpu_utilization_ratio === null ? null : [{ kind: 'main', share: cpu_utilization_ratio }]}
      >
        <TraceLine points={traceOf(samples, (sample) => sample.host.cpu_utilization_ratio)} full={1} />
      </Meter>
      <Share
        label="Memory in use"
        total={host.memory_total_bytes}
        available={host.memory_available_bytes}
        reason={reasons.memory_available_bytes}
        format={formatMemory}
      />
      <Share
        label="Disk with the data folder, in use"
        total={host.disk_total_bytes}
        available={host.disk_available_bytes}
        reason={reasons.disk_available_bytes}
        format={formatBytes}
      />
      <Facts host={host} />
    </section>
  );
}
