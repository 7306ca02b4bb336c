import { evaluateRules, type Transition } from '../../alerts/evaluate/evaluate.ts';
import { inhibitorOf } from '../../alerts/evaluate/inhibit.ts';
import { FigureHistory } from '../../alerts/expression/history.ts';
import { NEEDS } from '../../alerts/rules/index.ts';
import type { Rule } from '../../alerts/rules/types.ts';
import { VigilError } from '../../contract/errors.ts';
import type { AlertRule } from '../../contract/http/alert-rules.ts';
import type { AcknowledgeBody } from '../../contract/http/alerts.ts';
import type { Log } from '../../logging/types.ts';
import type { Metrics } from '../../metrics/types.ts';
import type { AlertRow, RuleOverride, SilenceRow } from '../../store/alert-types.ts';
import type { Store } from '../../store/types.ts';
import { alertEvent } from './announce.ts';
import { alertKey, OpenAlerts } from './open-alerts.ts';
import { previewRule } from './preview/preview.ts';
import type { SeriesSource } from './preview/source.ts';
import { inOrder, toAlert } from './rows.ts';
import { checkOverride, inForce, isJudgedHere, requireRule, rulesInForce, toAlertRule } from './rules-in-force.ts';
import { silencedUntil, toSilence } from './silences.ts';
import type { Alerts, AlertTransition, SilenceMirror } from './types.ts';

/** Between two evaluations, as Prometheus is set to in monitoring/. */
export const INTERVAL_S = 15;

/** Verdicts on drift come several times a second where images do. */
const HURRY_EVERY_MS = 5_000;

export interface AlertDeps {
  store: Pick<Store, 'alerts' | 'addEvent'>;
  /** The registry behind `/metrics`. */
  metrics: Pick<Metrics, 'read'>;
  /** What previews look at. */
  series: SeriesSource;
  log: Log;
  interval_s?: number;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/**
 * Evaluates the rules from the figures that `/metrics` shows. Alerts that an earlier console has left pending or firing
 * go on; the time in between counts for nothing.
 */
export function createAlerts(deps: AlertDeps): Alerts {
  return new Evaluator(deps);
}

class Evaluator implements Alerts {
  readonly #deps: AlertDeps;
  readonly #interval_s: number;
  readonly #now: () => number;
  readonly #history = new FigureHistory(NEEDS.reach_s);
  readonly #open: OpenAlerts;
  readonly #listeners = new Set<(transition: AlertTransition) => void>();
  #mirror: SilenceMirror | null = null;
  #overrides: ReadonlyMap<string, RuleOverride>;
  /** Rules that had a value at the last evaluation; null before the first. */
  #seen: ReadonlySet<string> | null = null;
  #before: number | null;
  #running: Promise<void> | null = null;
  #isAskedAgain = false;
  #timer: NodeJS.Timeout | null = null;
  #hurry: NodeJS.Timeout | null = null;
  #isStopped = false;

  constructor(deps: AlertDeps) {
    this.#deps = deps;
    this.#interval_s = deps.interval_s ?? INTERVAL_S;
    this.#now = deps.now ?? Date.now;
    this.#overrides = deps.store.alerts.overrides();
    this.#open = new OpenAlerts(deps.store.alerts);
    this.#before = this.#open.evaluatedAt();
  }

  start(): void {
    void this.evaluate().then(() => {
      if (!this.#isStopped) this.#timer = setTimeout(() => this.start(), this.#interval_s * 1_000).unref();
    });
  }

  async evaluate(): Promise<void> {
    if (this.#isStopped) return;
    if (this.#running !== null) {
      this.#isAskedAgain = true;
      return this.#running;
    }
    this.#running = this.#evaluateWhileAsked();
    try {
      await this.#running;
    } finally {
      this.#running = null;
    }
  }

  hurry = (): void => {
    if (this.#hurry !== null || this.#isStopped) return;
    const wait = this.#before === null ? 0 : this.#before + HURRY_EVERY_MS - this.#now();
    this.#hurry = setTimeout(
      () => {
        this.#hurry = null;
        void this.evaluate();
      },
      Math.min(Math.max(wait, 0), HURRY_EVERY_MS),
    ).unref();
  };

  onTransition(listener: (transition: AlertTransition) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  list({ state, limit }: Parameters<Alerts['list']>[0]) {
    const { alerts } = this.#deps.store;
    const open = state === 'resolved' ? [] : alerts.open().filter((row) => state === undefined || row.state === state);
    const resolved = state === undefined || state === 'resolved' ? alerts.resolved(limit) : [];
    return { alerts: this.#toAlerts(inOrder([...open, ...resolved])) };
  }

  acknowledge(id: number, { author, comment }: AcknowledgeBody) {
    return this.#acknowledge(id, { at: this.#now(), by: author ?? null, comment: comment ?? null });
  }

  unacknowledge(id: number) {
    return this.#acknowledge(id, null);
  }

  silences() {
    const { alerts } = this.#deps.store;
    const [now, open] = [this.#now(), alerts.open()];
    const silences = alerts.silences().map((row) => toSilence(row, open, now, this.#standingOf(row)));
    return { silences: silences.toSorted((a, b) => Number(b.active) - Number(a.active)) };
  }

  addSilence({ matchers, comment, author, ends_at }: Parameters<Alerts['addSilence']>[0]) {
    const now = this.#now();
    const end = Date.parse(ends_at);
    if (end <= now) throw new VigilError('invalid_parameter', 'ends_at: it has passed already. State a time to come.');
    const facts = { comment, author: author ?? null, starts_at: now, ends_at: end, there: null };
    const silence = { source: 'vigil', matchers, ...facts } as const;
    const id = this.#deps.store.alerts.addSilence(silence);
    return this.#changedSilence({ id, ...silence }, now);
  }

  endSilence(id: number) {
    const { alerts } = this.#deps.store;
    const now = this.#now();
    const silence = alerts.silences().find((row) => row.id === id);
    if (silence === undefined || !alerts.endSilence(id, now)) {
      throw new VigilError('not_found', `There is no silence ${id}, or it has ended.`);
    }
    return this.#changedSilence({ ...silence, ends_at: now }, now);
  }

  mirrorSilences(mirror: SilenceMirror): void {
    this.#mirror = mirror;
  }

  rules() {
    return rulesInForce(this.#overrides).map((rule) => toAlertRule(rule, this.#stateOf(rule.name, isJudgedHere(rule))));
  }

  rule(name: string) {
    const rule = inForce(requireRule(name), this.#overrides.get(name));
    return toAlertRule(rule, this.#stateOf(name, isJudgedHere(rule)));
  }

  setRule(name: string, body: RuleOverride) {
    const rule = requireRule(name);
    checkOverride(rule, body);
    this.#deps.store.alerts.override(name, body);
    this.#overrides = this.#deps.store.alerts.overrides();
    void this.evaluate();
    return this.rule(name);
  }

  async preview(name: string, body: Parameters<Alerts['preview']>[1]) {
    const rule = requireRule(name);
    checkOverride(rule, body);
    const wanted = inForce(rule, { ...this.#overrides.get(name), ...body });
    return previewRule(wanted, this.#deps.series, this.#now());
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    for (const timer of [this.#timer, this.#hurry]) if (timer !== null) clearTimeout(timer);
    await this.#running;
  }

  async #evaluateWhileAsked(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      try {
        await this.#evaluateOnce();
      } catch (error) {
        this.#deps.log.error({ err: error }, 'the alert rules could not be evaluated');
      }
    } while (this.#isAskedAgain && !this.#isStopped);
  }

  async #evaluateOnce(): Promise<void> {
    const figures = await this.#deps.metrics.read(NEEDS.metrics);
    const at = this.#now();
    this.#history.add({ at, figures });
    const rules = rulesInForce(this.#overrides).filter(isJudgedHere);
    const clock = { at, before: this.#before, interval_s: this.#interval_s };
    const { states, transitions, seen } = evaluateRules(rules, this.#open.states(), this.#history, clock);
    this.#before = at;
    this.#seen = seen;
    const ruleOf = (rule: Rule) => inForce(rule, this.#overrides.get(rule.name));
    const { rows, error } = this.#open.keep(states, transitions, ruleOf, at);
    if (error !== null) this.#deps.log.error({ err: error }, 'alerts could not be kept');
    for (const transition of transitions) this.#tell(transition, rows, at);
  }

  #tell({ state }: Transition, rows: ReadonlyMap<string, AlertRow>, at: number): void {
    const to = state.phase.phase;
    const row = rows.get(alertKey(state));
    if ((to !== 'firing' && to !== 'resolved') || row === undefined) return;
    const alert = this.#toAlert(row, at);
    const event = alertEvent({ alert, to }, at);
    this.#deps.log.warn({ ...event.detail }, event.title);
    try {
      this.#deps.store.addEvent(event);
    } catch (error) {
      this.#deps.log.error({ err: error }, 'an event could not be kept');
    }
    for (const listener of this.#listeners) listener({ alert, to });
  }

  #acknowledge(id: number, acknowledgement: Parameters<Store['alerts']['acknowledge']>[1]) {
    const { alerts } = this.#deps.store;
    const row = alerts.get(id);
    if (row === null)
      throw new VigilError('not_found', `There is no alert ${id}. It may have been pending and is over.`);
    if (row.state === 'resolved') {
      throw new VigilError('alert_resolved', `Alert ${id} (${row.rule}) is resolved: there is nothing to acknowledge.`);
    }
    alerts.acknowledge(id, acknowledgement);
    const { at = null, by = null, comment = null } = acknowledgement ?? {};
    return this.#toAlert({ ...row, acknowledged_at: at, acknowledged_by: by, comment }, this.#now());
  }

  #toAlert(row: AlertRow, at: number, silences = this.#deps.store.alerts.silences(), firing = this.#open.firing()) {
    return toAlert(row, { silenced_until: silencedUntil(silences, row, at), inhibitor: inhibitorOf(row, firing) });
  }

  #changedSilence(row: SilenceRow, now: number) {
    this.#mirror?.hurry();
    return toSilence(row, this.#deps.store.alerts.open(), now, this.#standingOf(row));
  }

  #standingOf = (row: SilenceRow) => this.#mirror?.standingOf(row) ?? null;

  #toAlerts(rows: readonly AlertRow[]) {
    const [now, silences, firing] = [this.#now(), this.#deps.store.alerts.silences(), this.#open.firing()];
    return rows.map((row) => this.#toAlert(row, now, silences, firing));
  }

  #stateOf(name: string, isJudged: boolean): AlertRule['state'] {
    if (!isJudged || this.#seen === null) return 'not_evaluated';
    const phases = this.#open.states().filter(({ rule }) => rule === name);
    if (phases.some(({ phase }) => phase.phase === 'firing')) return 'firing';
    if (phases.some(({ phase }) => phase.phase === 'pending')) return 'pending';
    return this.#seen.has(name) ? 'inactive' : 'no_data';
  }
}
