import type { DriftConfigResponse } from '../../contract/http/drift.ts';
import { isNumber, sortNumbers } from '../../drift/sample/numeric.ts';
import { describeNumbers, describeOthers } from '../../drift/verdict/describe.ts';
import type { DriftSample } from '../../store/drift-types.ts';
import type { Store } from '../../store/types.ts';
import { COLUMNS } from './features.ts';
import type { DriftWork } from './jobs.ts';
import { keptSamples } from './kept-samples.ts';
import type { DriftReports } from './report/reports.ts';
import type { DriftMonitor } from './types.ts';

const HOUR = 3_600_000;
/** The newest of an hour speak for it. */
const MOST_OF_AN_HOUR = 10_000;

/** What is done on schedule. */
export function driftWork({
  store,
  drift,
  reports,
}: {
  store: Store;
  drift: DriftMonitor;
  reports: DriftReports;
}): DriftWork {
  return {
    async hourly_statistics(due) {
      store.drift.thin(due);
      const to = Math.floor(due / HOUR) * HOUR;
      const binding = drift.boundTo();
      if (binding === null) return 'No image has come yet.';
      const samples = await keptSamples(store, binding, { from: to - HOUR, to: to - 1, limit: MOST_OF_AN_HOUR });
      if (samples.length === 0) return 'No image came in this hour.';
      store.drift.addStatistics(to, statisticsOf(samples));
      return `Figures of ${samples.length} images were kept.`;
    },
    async daily_check() {
      const { state, reason, features, dataset_drift, drift_share } = await drift.check({ check: 'all' });
      if (state !== 'active') return reason ?? 'The windows are not full.';
      const levels = Object.fromEntries(
        features.flatMap(({ feature, psi, psi_level, kl_divergence, kl_level }) =>
          psi === null ? [] : [[feature, { psi, psi_level, kl_divergence, kl_level }]],
        ),
      );
      const raised = features.flatMap(({ feature, psi_level, kl_level }) =>
        isRaised(psi_level) || isRaised(kl_level) ? [feature] : [],
      );
      const title =
        raised.length === 0
          ? 'Daily check: PSI and KL divergence are low'
          : `Daily check: PSI or KL divergence is high for ${raised.join(', ')}`;
      store.addEvent({ at: Date.now(), kind: 'drift_check', title, detail: { levels, dataset_drift, drift_share } });
      return title;
    },
    weekly_report() {
      const { name } = reports.write(drift.state());
      return `The report was written: ${name}.`;
    },
  };
}

const isRaised = (level: string | null) => level === 'warning' || level === 'critical';

type Watched = Pick<DriftConfigResponse['features'][number], 'feature' | 'kind'>;

/** Figures of every feature of these samples. */
export function statisticsOf(samples: readonly DriftSample[]) {
  return Object.fromEntries(
    COLUMNS.map(({ feature, kind }: Watched) => {
      const column = samples.map((sample) => sample.features[feature] ?? null);
      if (kind === 'numeric') return [feature, describeNumbers(sortNumbers(column.filter(isNumber)), samples.length)];
      const words = column.filter((value) => value !== null);
      return [feature, describeOthers(words.length, samples.length, new Set(words).size)];
    }),
  );
}
