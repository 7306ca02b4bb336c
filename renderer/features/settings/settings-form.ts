import type { z } from 'zod';
import { Settings } from '../../../native/contract/http/settings.ts';
import { PROVIDERS, type ProviderName } from '../../../native/contract/provider.ts';
import { fieldMessage } from './field-message.ts';

/** The settings as they stand in the form: what is typed may be no number yet. */
export interface SettingsForm {
  port: number | string;
  conf: number | string;
  iou: number | string;
  max_det: number | string;
  max_age_days: number | string;
  /** Decimal gigabytes; the contract counts bytes. */
  max_gb: number | string;
  keep_images: boolean;
  providers: readonly ProviderName[];
  goal: Settings['goal'];
  /** Empty where there is no second listener. */
  metrics_host: string;
  metrics_port: number | string;
  /** Separated by commas or spaces. */
  metrics_hosts: string;
}

export type FieldName = keyof SettingsForm;
export type FormChanges = Partial<SettingsForm>;
export type FieldErrors = Partial<Record<FieldName, string>>;

const GB = 1e9;
const toGb = (bytes: number): number => Math.round(bytes / 1e7) / 100;

/** Where each field stands in the contract's settings. */
export const PATHS: Readonly<Record<FieldName, string>> = {
  port: 'port',
  conf: 'thresholds.conf',
  iou: 'thresholds.iou',
  max_det: 'thresholds.max_det',
  max_age_days: 'retention.max_age_days',
  max_gb: 'retention.max_bytes',
  keep_images: 'keep_images',
  providers: 'providers',
  goal: 'goal',
  metrics_host: 'metrics_listener.host',
  metrics_port: 'metrics_listener.port',
  metrics_hosts: 'metrics_listener.allowed_hosts',
};

export const FIELDS = Object.keys(PATHS) as FieldName[];

export function toForm(settings: Settings): SettingsForm {
  const { port, thresholds, retention, keep_images, providers, goal, metrics_listener } = settings;
  return {
    port,
    ...thresholds,
    max_age_days: retention.max_age_days,
    max_gb: toGb(retention.max_bytes),
    keep_images,
    providers,
    goal,
    metrics_host: metrics_listener.host ?? '',
    metrics_port: metrics_listener.port,
    metrics_hosts: metrics_listener.allowed_hosts.join(', '),
  };
}

const same = (a: unknown, b: unknown): boolean =>
  Array.isArray(a) && Array.isArray(b) ? a.length === b.length && a.every((one, at) => one === b[at]) : a === b;

/** Adds a change to those made so far; one that says the same as the settings is none. */
export function withChange(changes: FormChanges, change: FormChanges, saved: SettingsForm): FormChanges {
  const all = { ...changes, ...change };
  const kept = FIELDS.filter((field) => field in all && !same(all[field], saved[field]));
  return Object.fromEntries(kept.map((field) => [field, all[field]]));
}

export const changedFields = (changes: FormChanges, saved: SettingsForm): FieldName[] =>
  FIELDS.filter((field) => field in changes && !same(changes[field], saved[field]));

export type ParsedForm = { ok: true; settings: Settings } | { ok: false; errors: FieldErrors };

/** The form as the contract takes it, or what is wrong with it, by field. */
export function parseForm(form: SettingsForm, saved: Settings): ParsedForm {
  const { max_gb } = form;
  // What was rounded for the eye and left alone keeps every byte.
  const untouched = max_gb === toGb(saved.retention.max_bytes);
  const candidate = {
    port: form.port,
    thresholds: { conf: form.conf, iou: form.iou, max_det: form.max_det },
    retention: {
      max_age_days: form.max_age_days,
      max_bytes: untouched ? saved.retention.max_bytes : typeof max_gb === 'number' ? Math.round(max_gb * GB) : max_gb,
    },
    keep_images: form.keep_images,
    providers: form.providers,
    goal: form.goal,
    metrics_listener: {
      host: form.metrics_host.trim() || null,
      port: form.metrics_port,
      allowed_hosts: form.metrics_hosts.split(/[\s,]+/).filter((host) => host !== ''),
    },
  };
  const parsed = Settings.safeParse(candidate);
  return parsed.success ? { ok: true, settings: parsed.data } : { ok: false, errors: errorsOf(parsed.error) };
}

function errorsOf({ issues }: z.ZodError): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of issues) {
    const at = issue.path.join('.');
    const field = FIELDS.find((name) => at === PATHS[name] || at.startsWith(`${PATHS[name]}.`));
    if (field !== undefined) errors[field] ??= fieldMessage(issue, field === 'max_gb' ? GB : 1);
  }
  return errors;
}

/** All providers: those that are tried, in their order, then those that are not. */
export const providerRows = (order: readonly ProviderName[]): { provider: ProviderName; on: boolean }[] => [
  ...order.map((provider) => ({ provider, on: true })),
  ...PROVIDERS.filter((provider) => !order.includes(provider)).map((provider) => ({ provider, on: false })),
];
