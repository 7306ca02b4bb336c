import type { AlertSeverity } from '../../../../native/contract/http/alerts.ts';
import { ChannelName, Routing } from '../../../../native/contract/http/channels.ts';

/** The worst first, as the rows of the table. */
export const SEVERITIES = ['critical', 'warning', 'info'] as const satisfies readonly AlertSeverity[];
export const TIMES = ['group_wait_s', 'cool_down_s'] as const;
export type TimeName = (typeof TIMES)[number];

/** The routing as it stands in the form: what is typed may be no number yet. */
export type RoutingForm = Readonly<Record<AlertSeverity, readonly ChannelName[]> & Record<TimeName, number | string>>;

const inOrder = (channels: readonly ChannelName[]): ChannelName[] =>
  ChannelName.options.filter((name) => channels.includes(name));

export const formOf = ({ info, warning, critical, ...times }: Routing): RoutingForm => ({
  ...{ info: inOrder(info), warning: inOrder(warning), critical: inOrder(critical) },
  ...times,
});

export const DEFAULT_ROUTING: RoutingForm = formOf(Routing.parse({}));

/** The form with one channel told, or not told any more, of a severity. */
export function withRoute(
  form: RoutingForm,
  severity: AlertSeverity,
  channel: ChannelName,
  told: boolean,
): RoutingForm {
  const others = form[severity].filter((name) => name !== channel);
  return { ...form, [severity]: inOrder(told ? [...others, channel] : others) };
}

/** How many boxes and times differ. */
export function changeCount(form: RoutingForm, saved: RoutingForm): number {
  const boxes = SEVERITIES.flatMap((severity) =>
    ChannelName.options.filter((name) => form[severity].includes(name) !== saved[severity].includes(name)),
  );
  return boxes.length + TIMES.filter((time) => form[time] !== saved[time]).length;
}

export type RoutingErrors = Partial<Record<TimeName, string>>;
export type CheckedRouting = { ok: true; routing: Routing } | { ok: false; errors: RoutingErrors };

/** The form as the API takes it, or what is wrong with its times, found by the schema of the API itself. */
export function checkRouting(form: RoutingForm): CheckedRouting {
  const parsed = Routing.safeParse(form);
  if (parsed.success) return { ok: true, routing: parsed.data };
  const errors: RoutingErrors = {};
  for (const issue of parsed.error.issues) {
    const time = TIMES.find((name) => issue.path[0] === name);
    if (time === undefined) continue;
    if (issue.code === 'too_big') errors[time] = `At most ${issue.maximum} s.`;
    else errors[time] = issue.code === 'too_small' ? `At least ${issue.minimum} s.` : 'A number is needed.';
  }
  return { ok: false, errors };
}
