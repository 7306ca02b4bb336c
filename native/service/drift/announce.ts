import type { Verdict } from '../../contract/drift.ts';
import type { Alarms } from '../../drift/verdict/confirmation.ts';
import type { NewEvent } from '../../store/events.ts';
import type { Progress } from './live-reference.ts';

type Announcement = Pick<NewEvent, 'kind' | 'title' | 'detail'>;

/** What a check has changed that is worth a line on the ribbon. */
export function announcements(before: Progress, verdict: Verdict, alarms: Alarms, version: number): Announcement[] {
  return [
    ...aboutVerdict(before, verdict, version),
    ...aboutAlarms(before.alarms, alarms, version),
    ...aboutClasses(before, verdict),
  ];
}

function aboutVerdict({ verdict: previous }: Progress, verdict: Verdict, version: number): Announcement[] {
  const { dataset_drift, drift_share, num_drifted_features, num_features } = verdict;
  if (dataset_drift === null || dataset_drift === (previous?.dataset_drift ?? false)) return [];
  const drifted = verdict.features.flatMap(({ feature, drifted }) => (drifted ? [feature] : []));
  const title = dataset_drift
    ? `Dataset drift: ${num_drifted_features} of ${num_features} features (${drifted.join(', ')})`
    : `No dataset drift any more: ${num_drifted_features} of ${num_features} features`;
  return [{ kind: 'drift_verdict', title, detail: { dataset_drift, drift_share, drifted, version } }];
}

function aboutAlarms(before: Alarms, now: Alarms, version: number): Announcement[] {
  const subjects: [string | null, Alarms['dataset'] | undefined, Alarms['dataset']][] = [
    [null, before.dataset, now.dataset],
    ...Object.entries(now.features).map(
      ([feature, state]): [string, Alarms['dataset'] | undefined, Alarms['dataset']] => [
        feature,
        before.features[feature],
        state,
      ],
    ),
  ];
  return subjects.flatMap(([feature, was, is]) => {
    const change = changeOf(was?.phase.phase ?? 'quiet', is.phase.phase);
    if (change === null) return [];
    const subject = feature === null ? 'the data set' : feature;
    const title =
      change === 'confirmed'
        ? `Drift of ${subject} is confirmed by a second window`
        : `Drift of ${subject} is over in two windows`;
    return [{ kind: 'drift_alarm' as const, title, detail: { feature, phase: change, version } }];
  });
}

type PhaseName = Alarms['dataset']['phase']['phase'];

/** `suspected` and `clearing` are no news: they may be over with the next check. */
function changeOf(before: PhaseName, now: PhaseName): 'confirmed' | 'quiet' | null {
  const held = before === 'confirmed' || before === 'clearing';
  if (now === 'confirmed' && !held) return 'confirmed';
  return now === 'quiet' && held ? 'quiet' : null;
}

/** Each class once for each reference. */
function aboutClasses({ new_classes }: Progress, { events }: Verdict): Announcement[] {
  return events
    .filter(({ value }) => !new_classes.includes(value))
    .map(({ feature, value, count, share }) => ({
      kind: 'new_class',
      title: `New class ${value}: on ${count} images of the current window, on none of the reference`,
      detail: { feature, value, count, share },
    }));
}
