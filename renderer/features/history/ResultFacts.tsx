import '../../components/facts.css';
import type { HistoryItem } from '../../../native/contract/http/history.ts';
import { formatCount, formatExact, formatScore } from '../../components/format.ts';
import { TimeAgo } from '../../components/TimeAgo.tsx';
import { formatMoment } from './history-row.ts';

/** What is known of a result beside its detections. */
export function ResultFacts({ item }: { item: HistoryItem }) {
  return (
    <section className="facts" aria-label="Facts">
      <dl>
        <dt>Time</dt>
        <dd title={formatExact(item.at)}>
          {formatMoment(item.at, new Date())}, <TimeAgo iso={item.at} />
        </dd>
        <dt>Name</dt>
        <dd title={item.name}>{item.name}</dd>
        <dt>Size</dt>
        <dd>
          {formatCount(item.width)} × {formatCount(item.height)} px
        </dd>
        <dt>Source</dt>
        <dd title={item.source ?? undefined}>{item.source ?? <span className="quiet">none stated</span>}</dd>
        <dt>Model</dt>
        <dd title={item.model.name}>
          {item.model.name} on {item.provider}
        </dd>
        <dt>Version</dt>
        <dd title={item.model.version}>{item.model.version}</dd>
        <dt>Thresholds</dt>
        <dd>
          confidence {formatScore(item.conf)}, overlap {formatScore(item.iou)}
        </dd>
        <dt>Request</dt>
        <dd className="history-request">{item.request_id}</dd>
        <dt>Result</dt>
        <dd>{item.inference_id}</dd>
      </dl>
    </section>
  );
}
