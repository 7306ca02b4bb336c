import './latest.css';
import { Skeleton, VisuallyHidden } from '@mantine/core';
import { type FocusEvent, memo, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { HistoryItem } from '../../../../native/contract/http/history.ts';
import { addressOf } from '../../../api/client.ts';
import { useConnection } from '../../../api/queries.ts';
import { formatCount, formatExact } from '../../../components/format.ts';
import { ProblemNote } from '../../../components/ProblemNote.tsx';
import { useWhileSeen } from '../../../components/seen.tsx';
import { useWidth } from '../../../components/use-width.ts';
import { formatMoment, type HistoryRow, toRow } from '../../history/history-row.ts';
import { useLatest, withPictures } from '../latest-results.ts';
import { PanelEmpty, PanelFrame } from './PanelFrame.tsx';

/** CSS pixels. */
const LEAST_TILE = 140;
const GAP = 10;
const columnsIn = (width: number) => Math.max(1, Math.floor((width + GAP) / (LEAST_TILE + GAP)));

const sameTile = (a: { row: HistoryRow }, b: { row: HistoryRow }) =>
  a.row.id === b.row.id && a.row.hasThumbnail === b.row.hasThumbnail;

const Tile = memo(function Tile({ row }: { row: HistoryRow }) {
  const [isMissing, setMissing] = useState(false);
  const found = row.classes === '' ? 'Nothing found' : row.classes;
  const moment = formatMoment(row.at, new Date());
  return (
    <Link href={`/history/${row.id}`} className="latest-tile">
      <span className="latest-picture" aria-hidden>
        {row.hasThumbnail && !isMissing ? (
          <img
            src={addressOf('getThumbnail', { params: { id: row.id } })}
            alt=""
            draggable={false}
            decoding="async"
            onError={() => setMissing(true)}
          />
        ) : (
          <span className="quiet">No thumbnail</span>
        )}
        <svg viewBox={`0 0 ${row.width} ${row.height}`} aria-hidden="true">
          {row.outlines.map(({ colour, path }) => (
            <g key={colour}>
              <path d={path} className="latest-halo" />
              <path d={path} stroke={colour} />
            </g>
          ))}
        </svg>
      </span>
      <span className="latest-found" data-none={row.classes === '' || undefined}>
        {found}
      </span>
      <VisuallyHidden>{row.name}</VisuallyHidden>
      <time className="quiet" dateTime={row.at} title={formatExact(row.at)}>
        {moment}
      </time>
    </Link>
  );
}, sameTile);

/** Results as they come, newest first. They stand still while one points at them or goes through them by keyboard. */
export function LatestPanel() {
  const { data: latest, error, refetch } = useLatest();
  const data = useWhileSeen(latest);
  const [held, setHeld] = useState<readonly HistoryItem[] | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const columns = columnsIn(useWidth(place));
  const connection = useConnection();
  const kept = connection.state === 'connected' ? connection.status.history.count : null;
  const now = data === undefined ? [] : withPictures(data, Date.now());
  const shown = held ?? now;
  const newest = held?.[0]?.inference_id;
  const newer = newest === undefined ? 0 : now.filter(({ inference_id }) => inference_id > newest).length;
  const hold = () => setHeld((before) => before ?? now);
  const release = () => setHeld(null);
  const onBlur = (event: FocusEvent) => {
    if (!event.currentTarget.contains(event.relatedTarget)) release();
  };
  const places = Array.from({ length: columns }, (_, at) => at);
  return (
    <PanelFrame
      title="Latest results"
      of={held === null ? 'newest first' : `standing still while you look${newer > 0 ? `, ${newer} newer` : ''}`}
      action={<Link href="/history">All{kept === null ? '' : ` ${formatCount(kept)}`} in history</Link>}
    >
      <div
        ref={place}
        role="group"
        aria-label="Newest first"
        onPointerLeave={release}
        onPointerEnter={hold}
        onFocus={hold}
        onBlur={onBlur}
      >
        {data === undefined && error !== null && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {data?.length === 0 ? (
          <PanelEmpty>
            Every image that is detected appears here: dropped, sent over HTTP or from the demo line.
          </PanelEmpty>
        ) : (
          <ul className="latest" style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}>
            {shown.length === 0
              ? data !== undefined || error === null
                ? places.map((at) => (
                    <li key={at} className="latest-place" aria-hidden>
                      <Skeleton className="latest-picture" />
                    </li>
                  ))
                : null
              : shown.slice(0, columns).map((item) => (
                  <li key={item.inference_id} data-testid="latest-result">
                    <Tile row={toRow(item)} />
                  </li>
                ))}
          </ul>
        )}
      </div>
    </PanelFrame>
  );
}
