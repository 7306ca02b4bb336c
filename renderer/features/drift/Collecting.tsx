import { RingProgress, Text } from '@mantine/core';
import type { DriftResponse } from '../../../native/contract/http/drift.ts';
import { formatCount, formatSeconds, plural } from '../../components/format.ts';

/** Until both windows are full: how far they are, how long it takes at the present rate, and what happens then. */
export function Collecting({ drift, rate }: { drift: DriftResponse; rate: number }) {
  const isReference = drift.state === 'collecting_reference';
  const { size, target } = isReference ? drift.reference : drift.current;
  const missing = Math.max(0, target - size);
  const name = isReference ? 'Reference' : 'Current window';
  return (
    <section className="panel drift-collecting" aria-label="Collecting">
      <RingProgress
        size={168}
        thickness={10}
        roundCaps
        role="progressbar"
        aria-label={name}
        aria-valuenow={size}
        aria-valuemin={0}
        aria-valuemax={target}
        sections={[{ value: (size / target) * 100, color: 'var(--mantine-primary-color-filled)' }]}
        label={
          <div className="drift-ring">
            <strong>
              {formatCount(size)}/{formatCount(target)}
            </strong>
            <span className="quiet">{name}</span>
          </div>
        }
      />
      <div className="drift-collecting-words">
        <Text fw={600}>
          {missing === 0 ? 'The first check is being made' : `${plural(missing, 'image')} to go`}
          {missing > 0 && rate > 0 && `, about ${formatSeconds(missing / rate)} at the present rate`}
        </Text>
        <ol className="drift-steps">
          <li aria-current={isReference ? 'step' : undefined} data-done={!isReference || undefined}>
            <strong>Reference</strong>
            {formatCount(drift.reference.size)} of {formatCount(drift.reference.target)} images: how things look when
            all is well. It stays as it is until it is reset.
          </li>
          <li aria-current={isReference ? undefined : 'step'}>
            <strong>Current window</strong>
            {formatCount(drift.current.size)} of {formatCount(drift.current.target)} images: always the latest.
          </li>
          <li>
            <strong>Checks</strong>
            Each feature of the two is compared again and again; drift that a second window confirms is reported.
          </li>
        </ol>
        {drift.reason !== null && <p className="quiet">{drift.reason}</p>}
        {rate === 0 && missing > 0 && (
          <p className="quiet">No image comes at present. Every image detected on counts.</p>
        )}
      </div>
    </section>
  );
}
