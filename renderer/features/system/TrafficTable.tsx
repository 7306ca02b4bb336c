import { Button, Skeleton } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { ApiTraffic, EndpointTraffic } from '../../../native/contract/http/system.ts';
import { formatCount, formatMs, formatSeconds, plural } from '../../components/format.ts';
import { ProblemNote } from '../../components/ProblemNote.tsx';
import { formatPercent, formatPerSecond } from './figures.ts';
import { useTraffic } from './use-system.ts';

const FIRST_SHOWN = 8;

function Statuses({ statuses }: Pick<EndpointTraffic, 'statuses'>) {
  return (
    <ul className="statuses">
      {Object.entries(statuses).map(([status, count]) => (
        <li key={status} data-class={status[0]}>
          {status}
          <span className="quiet"> × {formatCount(count)}</span>
        </li>
      ))}
    </ul>
  );
}

function Row({ traffic }: { traffic: EndpointTraffic }) {
  const { endpoint, method, requests, requests_per_s, error_ratio } = traffic;
  return (
    <tr>
      <th scope="row">
        <span className="method">{method}</span>{' '}
        {endpoint === 'other' ? 'files of the page, unknown addresses' : endpoint}
      </th>
      <td className="number">{formatCount(requests)}</td>
      <td className="number">{formatPerSecond(requests_per_s)}</td>
      <td className="number">
        {error_ratio > 0 && <IconAlertTriangle size={14} aria-hidden />} {formatPercent(error_ratio)}
      </td>
      <td className="number">{formatMs(traffic.p50_ms)}</td>
      <td className="number">{formatMs(traffic.p95_ms)}</td>
      <td className="number">{formatMs(traffic.p99_ms)}</td>
      <td>
        <Statuses statuses={traffic.statuses} />
      </td>
    </tr>
  );
}

function words({ requests, requests_per_s, error_ratio, window_s }: ApiTraffic): string {
  const span = `over the last ${formatSeconds(window_s)}`;
  if (error_ratio === null) return `No request ${span}.`;
  const errors = error_ratio === 0 ? 'none of them failed' : `${formatPercent(error_ratio)} of them failed`;
  return `${plural(requests, 'request')} ${span}, ${formatPerSecond(requests_per_s)}; ${errors}.`;
}

function Rows({ traffic }: { traffic: ApiTraffic }) {
  const [all, setAll] = useState(false);
  const { endpoints } = traffic;
  const shown = all ? endpoints : endpoints.slice(0, FIRST_SHOWN);
  return (
    <>
      <p className="quiet">
        {words(traffic)} A request failed when it was answered with a status of 500 and above; 4xx is the caller's.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways in a narrow window */}
      <section className="table-scroll" tabIndex={0} aria-label="Requests by address">
        <table>
          <thead>
            <tr>
              <th scope="col">Address</th>
              <th scope="col" className="number">
                Requests
              </th>
              <th scope="col" className="number">
                Rate
              </th>
              <th scope="col" className="number">
                Failed
              </th>
              <th scope="col" className="number">
                Median
              </th>
              <th scope="col" className="number">
                95 %
              </th>
              <th scope="col" className="number">
                99 %
              </th>
              <th scope="col">Statuses</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((endpoint) => (
              <Row key={`${endpoint.method} ${endpoint.endpoint}`} traffic={endpoint} />
            ))}
          </tbody>
        </table>
      </section>
      {endpoints.length > FIRST_SHOWN && (
        <Button variant="subtle" color="gray" onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `Show all ${endpoints.length}`}
        </Button>
      )}
    </>
  );
}

/** Rate, failures and durations of every address of the app port. */
export function TrafficTable() {
  const { data, error, refetch } = useTraffic();
  return (
    <section className="panel system-table traffic" aria-label="HTTP API">
      <h2>HTTP API</h2>
      {data !== undefined ? (
        <Rows traffic={data} />
      ) : error !== null ? (
        <ProblemNote error={error} onRetry={() => void refetch()} />
      ) : (
        <Skeleton height={160} aria-label="Asking how the API is used" />
      )}
    </section>
  );
}
