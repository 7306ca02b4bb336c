import { DEMO_SOURCE } from '../../../native/contract/http/demo.ts';
import type { JobNews, StreamEvent } from '../../../native/contract/http/stream.ts';
import type { Topic } from './refresher.ts';

const OF_JOBS: Readonly<Record<JobNews['kind'], Topic>> = {
  evaluation: 'evaluation',
  demo: 'demo',
  deletion: 'history',
  restoration: 'history',
  hourly_statistics: 'schedule',
  daily_check: 'schedule',
  weekly_report: 'schedule',
};

/** What an event may have changed. */
export function topicsOf(event: StreamEvent): readonly Topic[] {
  switch (event.event) {
    case 'inference': {
      const { answered, failed, pictures, sources } = event.data;
      // Which source an image that failed had is not told.
      const isDemo = sources.includes(DEMO_SOURCE) || failed > 0;
      return [
        ...(answered + failed > 0 ? (['inference'] as const) : []),
        ...(isDemo ? (['demo'] as const) : []),
        ...(pictures > 0 ? (['picture'] as const) : []),
      ];
    }
    case 'job':
      return [OF_JOBS[event.data.kind]];
    case 'drift':
      return event.data.change === 'config' ? ['drift', 'rules'] : ['drift'];
    case 'alert':
    case 'model':
      return [event.event];
    case 'gpu':
    case 'reset':
      return [];
  }
}
