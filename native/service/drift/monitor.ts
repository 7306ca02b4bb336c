import type { DriftConfig, Verdict } from '../../contract/drift.ts';
import { VigilError } from '../../contract/errors.ts';
import { observeVerdict } from '../../drift/verdict/confirmation.ts';
import type { DriftSample } from '../../store/drift-types.ts';
import { announcements } from './announce.ts';
import { type Binding, bindingOf, bindingText, describeChange, parseBinding } from './binding.ts';
import { CheckRows } from './check-rows.ts';
import { readConfig, saveConfig } from './config.ts';
import { checkFeatureNames, columnsOf, narrowConfig, toWindow, WATCHED } from './features.ts';
import { judge } from './judge.ts';
import { LiveReference, newProgress, type Position } from './live-reference.ts';
import { referenceState, toFigures, toResponse } from './response.ts';
import { sampleOf } from './sample-of.ts';
import { Telling } from './telling.ts';
import { featuresUnder } from './thresholds.ts';
import type { DriftChange, DriftDeps, DriftMonitor, NewReference } from './types.ts';

/**
 * The windows of drift, kept in the store with every sample, so that a console that starts again goes on as if it had
 * not stopped. All of one binding: with another model, class list or threshold both windows begin anew, and say so.
 */
export function createDriftMonitor(deps: DriftDeps): DriftMonitor {
  return new Monitor(deps);
}

class Monitor implements DriftMonitor {
  readonly #deps: DriftDeps;
  #config: DriftConfig;
  #live: LiveReference | null = null;
  #previous: LiveReference | null = null;
  readonly #rows: CheckRows;
  /** The check that is due or under way. */
  #check: Promise<void> | null = null;
  #isClosed = false;
  readonly #telling: Telling;

  constructor(deps: DriftDeps) {
    this.#deps = deps;
    this.#rows = new CheckRows(deps.store.drift);
    this.#telling = new Telling(deps.store, deps.log);
    this.#config = readConfig(deps.store, deps.log);
    const { drift } = deps.store;
    const [latest, previous] = drift.references();
    if (latest !== undefined) this.#live = LiveReference.load(drift, latest);
    if (previous !== undefined) this.#previous = LiveReference.load(drift, previous);
  }

  feed(...[outcome, result, query]: Parameters<DriftMonitor['feed']>): void {
    if (result.inference_id === null || this.#isClosed) return;
    try {
      const { active } = this.#deps.detection.status();
      // A result of the model that was just replaced: of no window any more.
      if (active === null || active.card.id !== outcome.model.id) return;
      const { thresholds } = this.#deps.settings();
      const live = this.#bound(bindingOf(active.card, thresholds));
      const features = columnsOf(featuresUnder(thresholds, outcome, result, query));
      const { inference_id: id } = result;
      this.#add(live, { seq: live.last + 1, id, at: Date.now(), features, embedding: outcome.result.embedding });
    } catch (error) {
      this.#deps.log.error({ err: error }, 'an image could not be taken into the windows of drift');
    }
  }

  embeddingDistance({ model, result }: Parameters<DriftMonitor['embeddingDistance']>[0]): number | null {
    return this.#live?.distance(model.id, result.embedding) ?? null;
  }

  rebind(): void {
    const { active } = this.#deps.detection.status();
    if (active === null || this.#live === null) return;
    try {
      this.#bound(bindingOf(active.card, this.#deps.settings().thresholds));
    } catch (error) {
      this.#deps.log.error({ err: error }, 'the windows of drift could not be begun anew');
    }
  }

  state() {
    return toResponse(this.#live, this.#config);
  }

  summary() {
    const { state, dataset_drift, drift_share } = this.state();
    return { state, dataset_drift, drift_share };
  }

  figures() {
    return { ...toFigures(this.state()), samples: this.#live?.last ?? 0 };
  }

  windows() {
    const live = this.#live;
    return live === null ? null : { reference: toWindow(live.reference), current: toWindow(live.current) };
  }

  reference() {
    const live = this.#live;
    return live?.isComplete ? live.reference : null;
  }

  binding(): Binding {
    const { active } = this.#deps.detection.status();
    if (active === null) throw new VigilError('model_not_loaded', 'No model is loaded. Load one first.');
    return bindingOf(active.card, this.#deps.settings().thresholds);
  }

  boundTo(): Binding | null {
    return this.#live === null ? null : parseBinding(this.#live.facts.binding);
  }

  async check({ check, data_threshold, model_threshold }: Parameters<DriftMonitor['check']>[0]) {
    await this.settled();
    const live = this.#live;
    if (live === null || live.state(this.#config.current_size).state !== 'active') return this.state();
    const isWhole = check === 'all' && data_threshold === undefined && model_threshold === undefined;
    const config = narrowConfig(this.#config, check, { data: data_threshold, model: model_threshold });
    const position = live.position();
    const verdict = await judge(live, isWhole ? this.#config : config, this.#deps.thread);
    if (isWhole) this.#observe(live, verdict, position, true);
    return toResponse(live, this.#config, { verdict, checked_at: Date.now(), ...position });
  }

  reset({ source, samples, target }: NewReference) {
    const live = this.#begin(source, samples ?? [], target, null, this.binding());
    const title =
      samples === null
        ? `Reference reset: the next ${target} images become the new one`
        : `Reference reset: ${samples.length} samples (${source})`;
    this.#telling.tell('drift_reset', title, { source, target, version: live.facts.version });
    return this.#resetAnswer();
  }

  undo() {
    const [live, previous] = [this.#live, this.#previous];
    if (live === null || previous === null) {
      throw new VigilError('no_previous_reference', 'There is no reference before this one, or it was undone already.');
    }
    const change = describeChange(parseBinding(previous.facts.binding), parseBinding(live.facts.binding));
    if (change !== null) {
      throw new VigilError('no_previous_reference', `The reference before belongs to other results: ${change}`);
    }
    const { drift } = this.#deps.store;
    const since = live.streamed();
    const current = previous.isComplete ? [...previous.current, ...since].slice(-this.#config.current_size) : [];
    drift.restore(previous.facts.version, current);
    previous.current.splice(0, Number.POSITIVE_INFINITY, ...current);
    this.#live = previous;
    this.#previous = null;
    // One that was still being collected goes on with what has come meanwhile.
    if (!previous.isComplete) for (const sample of since) this.#add(previous, sample);
    this.#telling.tell('drift_undo', `Reset undone: back to reference ${previous.facts.version}`, {
      version: previous.facts.version,
      undone: live.facts.version,
    });
    this.#checkIfDue(previous);
    return this.#resetAnswer();
  }

  config() {
    const features = WATCHED.map(({ feature, kind, group }) => ({ feature, kind, group }));
    return { config: this.#config, features, invalidated: null };
  }

  wouldInvalidate(config: DriftConfig): string | null {
    checkFeatureNames(config);
    const live = this.#live;
    if (live === null || !live.isComplete || config.reference_size === this.#config.reference_size) return null;
    return `The reference has ${live.reference.length} samples, not ${config.reference_size}: a new one begins with the images that come. Undo the reset to go back.`;
  }

  configure(config: DriftConfig) {
    const invalidated = this.wouldInvalidate(config);
    saveConfig(this.#deps.store, config);
    const resized = config.reference_size !== this.#config.reference_size;
    this.#config = config;
    const live = this.#live;
    if (live !== null && invalidated !== null) {
      const reason = 'The size of the reference was changed.';
      this.#begin('next', [], config.reference_size, reason, parseBinding(live.facts.binding));
      this.#telling.tell('drift_invalidated', `${reason} ${invalidated}`, {
        version: this.#live?.facts.version ?? null,
      });
    } else if (live !== null) {
      if (resized && !live.isComplete) this.#retarget(live, config.reference_size);
      this.#startOver(live);
    }
    this.#telling.tell('drift_config', 'The rules of drift were changed', { config });
    return { ...this.config(), invalidated };
  }

  subscribe(listener: (change: DriftChange) => void): void {
    this.#telling.subscribe(listener);
  }

  async settled(): Promise<void> {
    while (this.#check !== null) await this.#check;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#deps.thread.close();
    await this.settled();
  }

  /** The windows for samples of this binding: those there are, or new ones. */
  #bound(binding: Binding): LiveReference {
    const live = this.#live;
    if (live === null) return this.#begin('first', [], this.#config.reference_size, null, binding);
    if (live.facts.binding === bindingText(binding)) return live;
    const change = describeChange(parseBinding(live.facts.binding), binding);
    if (change === null) return live;
    const begun = this.#begin('next', [], this.#config.reference_size, change, binding);
    this.#telling.tell('drift_invalidated', `${change} The reference and the current window begin anew.`, {
      version: begun.facts.version,
      from: parseBinding(live.facts.binding),
      to: binding,
    });
    return begun;
  }

  #begin(
    source: NewReference['source'],
    samples: readonly DriftSample[],
    target: number,
    reason: string | null,
    binding: Binding,
  ): LiveReference {
    const now = Date.now();
    const before = this.#live;
    const facts = {
      binding: bindingText(binding),
      source,
      target,
      started_at: now,
      completed_at: samples.length >= target ? now : null,
      reason,
    };
    const previous = before?.facts.version ?? null;
    const live = LiveReference.begin(this.#deps.store.drift, facts, samples, previous, before?.last ?? 0);
    this.#previous = before;
    this.#live = live;
    return live;
  }

  #add(live: LiveReference, sample: DriftSample): void {
    const { drift } = this.#deps.store;
    const { version } = live.facts;
    if (live.isComplete) {
      const size = this.#config.current_size;
      const oldest = live.current.at(1 - size)?.seq;
      const isFull = live.current.length >= size - 1;
      drift.add(version, 'current', sample, isFull && oldest !== undefined ? oldest : 0);
      live.current.push(sample);
      if (live.current.length > size) live.current.splice(0, live.current.length - size);
      this.#checkIfDue(live);
      return;
    }
    drift.add(version, 'reference', sample, Number.MIN_SAFE_INTEGER);
    live.reference.push(sample);
    if (live.isComplete) this.#complete(live);
  }

  #complete(live: LiveReference): void {
    live.facts.completed_at = Date.now();
    live.forget();
    this.#deps.store.drift.update(live.facts.version, { completed_at: live.facts.completed_at });
    const { version, target, source } = live.facts;
    this.#telling.tell('drift_reference', `Reference ${version} is complete: ${target} samples`, {
      version,
      target,
      source,
    });
  }

  #retarget(live: LiveReference, target: number): void {
    live.facts.target = target;
    this.#deps.store.drift.update(live.facts.version, { target });
    if (live.isComplete) this.#complete(live);
  }

  /** Findings of other rules or of a window of another size confirm nothing. */
  #startOver(live: LiveReference): void {
    const surplus = live.current.length - this.#config.current_size;
    if (surplus > 0) live.current.splice(0, surplus);
    const { new_classes, before } = live.progress;
    live.progress = { ...newProgress(before), new_classes };
    this.#deps.store.drift.update(live.facts.version, { progress: JSON.stringify(live.progress) });
    this.#checkIfDue(live);
  }

  #checkIfDue(live: LiveReference): void {
    if (this.#check !== null || this.#isClosed || live.state(this.#config.current_size).state !== 'active') return;
    const { checked_end } = live.progress;
    if (checked_end !== null && live.last - checked_end < this.#config.step) return;
    // After the request that brought the sample, which is not to wait for it.
    this.#check = new Promise((resolve) => setImmediate(resolve))
      .then(() => this.#runCheck(live))
      .then(
        () => {
          this.#check = null;
          // What came or changed meanwhile may make another one due. After a failure that would go round for ever.
          if (this.#live !== null) this.#checkIfDue(this.#live);
        },
        (error: unknown) => {
          this.#check = null;
          if (!this.#isClosed) this.#deps.log.error({ err: error }, 'drift could not be checked');
        },
      );
  }

  async #runCheck(live: LiveReference): Promise<void> {
    if (this.#live !== live || this.#isClosed) return;
    const config = this.#config;
    const position = live.position();
    const verdict = await judge(live, config, this.#deps.thread);
    // By rules that were changed meanwhile it says nothing.
    if (config === this.#config) this.#observe(live, verdict, position, false);
  }

  #observe(live: LiveReference, verdict: Verdict, position: Position, isAsked: boolean): void {
    if (this.#live !== live) return;
    const { checked_end: end } = position;
    const size = this.#config.current_size;
    const before = live.progress;
    // The same window once more says nothing new.
    const alarms =
      before.checked_end === end
        ? before.alarms
        : observeVerdict(before.alarms, verdict, { end, size, config: this.#config });
    const now = Date.now();
    const news = announcements(before, verdict, alarms, live.facts.version);
    const new_classes = [...new Set([...before.new_classes, ...verdict.events.map(({ value }) => value)])];
    live.progress = { ...before, alarms, verdict, checked_at: now, ...position, new_classes };
    const { drift } = this.#deps.store;
    drift.update(live.facts.version, { progress: JSON.stringify(live.progress) });
    for (const { kind, title, detail } of news) this.#telling.tell(kind, title, detail);
    this.#deps.store.series.addSample(now, sampleOf(verdict));
    const hasChanged = before.verdict?.num_drifted_features !== verdict.num_drifted_features;
    this.#rows.keep(verdict, { version: live.facts.version, end, at: now }, isAsked || hasChanged);
    this.#telling.changed('verdict');
  }

  #resetAnswer() {
    const { state } = this.state();
    return { state, reference: referenceState(this.#live, this.#config) };
  }
}
