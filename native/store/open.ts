import { closeSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createAlerts } from './alerts.ts';
import { CHECKPOINT_TIMING, type CheckpointTiming } from './checkpoint-job.ts';
import { createCheckpointer } from './checkpointer.ts';
import { createClasses } from './classes.ts';
import { fileSize } from './damage.ts';
import { createDeletions } from './deletions.ts';
import { createDrift } from './drift.ts';
import { createEvaluations } from './evaluations.ts';
import { createEvents } from './events.ts';
import { createFacets } from './facets.ts';
import { createGuard, explainFailure } from './failures.ts';
import { createFeedback } from './feedback.ts';
import { prepareFolder } from './folder.ts';
import { openHistory, suspectMark } from './history-file.ts';
import { createItemReader } from './history-item.ts';
import { createHistoryQuery } from './history-query.ts';
import { openImageFiles, setImagesAside } from './image-files.ts';
import { createImages } from './images.ts';
import { createInferences } from './inferences.ts';
import { lockFolder } from './lock.ts';
import { createModels } from './models.ts';
import { createOutbox } from './outbox.ts';
import { createRetention, NOTHING } from './retention.ts';
import { type Connection, loadSqlite } from './runtime.ts';
import { createSamples } from './samples.ts';
import { createSecurityEvents } from './security-events.ts';
import { createSelections } from './selection.ts';
import { createSeries } from './series/series.ts';
import { createThinning } from './series/thinning.ts';
import { createSettings } from './settings.ts';
import { statementsKept } from './statements.ts';
import type { Recovery, Store } from './types.ts';

export interface StoreOptions {
  /** The database refuses to grow beyond this many pages of 4 KiB, with the error of a full disk. */
  maxPages?: number;
  checkpoints?: Partial<CheckpointTiming>;
  /** Of the roll-ups of series, in milliseconds since 1970. */
  now?: () => number;
}

/**
 * Opens `history.db` in `folder`, which is made where it is absent. A damaged file is set aside, see `recovery`.
 *
 * Throws `runtime_unsupported`, `data_folder_unusable` (also for a newer schema) and `data_folder_in_use`.
 */
export function openStore(folder: string, options: StoreOptions = {}): Store {
  const sqlite = loadSqlite();
  const root = resolve(folder);
  prepareFolder(root);
  const lock = lockFolder(sqlite, root);
  try {
    const file = join(root, 'history.db');
    const { db, recovery } = openHistory(sqlite, file, options.maxPages);
    if (recovery !== null) setImagesAside(root, recovery.set_aside);
    try {
      const timing = { ...CHECKPOINT_TIMING, ...options.checkpoints };
      return assemble(root, file, db, recovery, timing, options.now ?? Date.now, () => lock.release());
    } catch (thrown) {
      db.close();
      throw thrown;
    }
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

function assemble(
  folder: string,
  file: string,
  db: Connection,
  recovery: Recovery | null,
  timing: CheckpointTiming,
  now: () => number,
  onClosed: () => void,
): Store {
  const checkpointer = createCheckpointer(file, timing);
  const guard = createGuard(folder, {
    written: () => checkpointer.written(),
    damaged: () => markSuspect(file),
  });
  const { read, write, lastWriteError } = guard;
  const classes = createClasses(db);
  const feedback = createFeedback(db);
  const readItem = createItemReader(db, classes, feedback.of);
  const inferences = createInferences(db, classes, readItem);
  const listInferences = createHistoryQuery(db, classes, readItem);
  const recentSamples = createSamples(db, classes);
  const models = createModels(db);
  const securityEvents = createSecurityEvents(db);
  const settings = createSettings(db);
  const evaluations = createEvaluations(db);
  const events = createEvents(db);
  const drift = createDrift(db);
  const alerts = createAlerts(db);
  const outbox = createOutbox(db);
  const selections = createSelections(db, classes);
  const deletions = createDeletions(db, selections, guard);
  const facets = createFacets(db);
  const imageFiles = openImageFiles(folder);
  const images = createImages(db, imageFiles);
  const retention = createRetention(db, deletions, images, createThinning(db));
  const series = createSeries(db, guard, now);
  const finishers: (() => void)[] = [];
  try {
    models.endAbandonedRuns();
    evaluations.endAbandoned();
    series.begin();
  } catch (thrown) {
    // A full disk, mostly: history opens for reading all the same, and a later start ends them.
    if (explainFailure(thrown, folder) === null) throw thrown;
  }

  return {
    path: file,
    recovery,
    recordInference(inference) {
      const id = write(() => inferences.record(inference));
      series.addKept(id, inference);
      return id;
    },
    recordInferences(several) {
      const ids = write(() => inferences.recordAll(several));
      for (const [index, inference] of several.entries()) series.addKept(ids[index] as number, inference);
      return ids;
    },
    saveThumbnail: (id, webp) => write(() => inferences.saveThumbnail(id, webp)),
    getInference: (id) => read(() => inferences.get(id)),
    getCandidates: (id) => read(() => inferences.getCandidates(id)),
    getThumbnail: (id) => read(() => inferences.getThumbnail(id)),
    listInferences: (query) => read(() => listInferences(query)),
    *walk(selection) {
      const chunks = selections.walk(selection);
      for (;;) {
        const chunk = read(() => chunks.next());
        if (chunk.done) return;
        yield chunk.value;
      }
    },
    countMatching: (filter) => read(() => selections.count(filter)),
    *countUpTo(filter, most, step) {
      const steps = selections.countUpTo(filter, most, step);
      for (;;) {
        const step = read(() => steps.next());
        if (step.done) return step.value;
        yield step.value;
      }
    },
    recentSamples: (query) => read(() => recentSamples(query)),
    facets: () => read(facets),
    setPinned: (id, pinned) => write(() => inferences.setPinned(id, pinned)),
    *pinMany(ids, pinned) {
      const steps = inferences.pinMany(ids, pinned);
      for (;;) {
        const step = write(() => steps.next());
        if (step.done) return step.value;
        yield step.value;
      }
    },
    softDelete: (selection, at) => deletions.softDelete(selection, at),
    restore: (deletionId, now) => deletions.restore(deletionId, now),
    newImagePart: () => imageFiles.newPart(),
    linkImage: (inferenceId, sha256) => write(() => images.link(inferenceId, sha256)),
    addImage: (inferenceId, image, part) => write(() => images.add(inferenceId, image, part)),
    getImage: (inferenceId) => read(() => images.get(inferenceId)),
    forgetImage: (sha256) => write(() => images.forget(sha256)),
    onClose(finish) {
      finishers.push(finish);
    },
    registerModel: (card, at) => write(() => models.register(card, at)),
    getModel: (id) => read(() => models.get(id)),
    listModels: () => read(() => models.list()),
    beginModelRun: (run) => write(() => models.beginRun(run)),
    endModelRun: (id, at) => write(() => models.endRun(id, at)),
    listModelRuns: (limit) => read(() => models.listRuns(limit)),
    recordSecurityEvent: (event) => write(() => securityEvents.record(event)),
    listSecurityEvents: (limit) => read(() => securityEvents.list(limit)),
    setFeedback: (id, body, at) => write(() => feedback.set(id, body, at)),
    countFeedback: (modelId) => read(() => feedback.count(modelId)),
    beginEvaluation: (evaluation) => write(() => evaluations.begin(evaluation)),
    advanceEvaluation: (id, state, progress, at) => write(() => evaluations.progress(id, state, progress, at)),
    endEvaluation: (id, end, at) => write(() => evaluations.end(id, end, at)),
    getEvaluation: (id) => read(() => evaluations.get(id)),
    listEvaluations: (query) => read(() => evaluations.list(query)),
    deleteEvaluation: (id) => write(() => evaluations.remove(id)),
    latestEvaluation: (modelId) => read(() => evaluations.latestOf(modelId)),
    getAccuracy: (id) => read(() => evaluations.accuracy(id)),
    addEvent: (event) => write(() => events.add(event)),
    listEvents: (filter) => read(() => events.list(filter)),
    drift: {
      references: () => read(() => drift.references()),
      samples: (version, role) => read(() => drift.samples(version, role)),
      begin: (...reference) => write(() => drift.begin(...reference)),
      add: (...sample) => write(() => drift.add(...sample)),
      update: (...changes) => write(() => drift.update(...changes)),
      restore: (...reference) => write(() => drift.restore(...reference)),
      addCheck: (check) => write(() => drift.addCheck(check)),
      history: (span, points) => read(() => drift.history(span, points)),
      addStatistics: (at, features) => write(() => drift.addStatistics(at, features)),
      statistics: (span, limit) => read(() => drift.statistics(span, limit)),
      thin: (now) => write(() => drift.thin(now)),
    },
    series,
    alerts: {
      open: () => read(() => alerts.open()),
      resolved: (limit) => read(() => alerts.resolved(limit)),
      get: (id) => read(() => alerts.get(id)),
      keep: (...changes) => write(() => alerts.keep(...changes)),
      acknowledge: (...acknowledgement) => write(() => alerts.acknowledge(...acknowledgement)),
      overrides: () => read(() => alerts.overrides()),
      override: (...override) => write(() => alerts.override(...override)),
      silences: () => read(() => alerts.silences()),
      addSilence: (silence) => write(() => alerts.addSilence(silence)),
      endSilence: (...end) => write(() => alerts.endSilence(...end)),
      changeSilence: (...change) => write(() => alerts.changeSilence(...change)),
    },
    outbox: {
      add: (...notices) => write(() => outbox.add(...notices)),
      open: () => read(() => outbox.open()),
      waiting: (channel) => read(() => outbox.waiting(channel)),
      toldAt: (...alert) => read(() => outbox.toldAt(...alert)),
      assign: (...message) => write(() => outbox.assign(...message)),
      sent: (...sent) => write(() => outbox.sent(...sent)),
      failed: (...failure) => write(() => outbox.failed(...failure)),
      withdraw: (ids) => write(() => outbox.withdraw(ids)),
      hurry: (...hurry) => write(() => outbox.hurry(...hurry)),
      mark: (...mark) => write(() => outbox.mark(...mark)),
      states: () => read(() => outbox.states()),
    },
    getSetting: (key) => read(() => settings.get(key)),
    putSetting: (key, value) => write(() => settings.put(key, value)),
    applyRetention(policy, now) {
      if (!read(() => retention.isDue(policy, now))) return NOTHING;
      return write(() => retention.step(policy, now));
    },
    sizeBytes: () => fileSize(file) + fileSize(`${file}-wal`) + (db.open ? read(images.totalBytes) : 0),
    cacheSizes: () => ({ classes: classes.size(), statements: statementsKept(db), series: series.cacheSize() }),
    lastWriteError,
    close() {
      if (!db.open) return;
      for (const finish of finishers) finish();
      series.close();
      checkpointer.close();
      try {
        db.pragma('wal_checkpoint(TRUNCATE)');
      } catch {
        // A full disk: the log stays beside the file and is read at the next start.
      }
      db.close();
      onClosed();
    },
  };
}

function markSuspect(file: string): void {
  try {
    closeSync(openSync(suspectMark(file), 'a', 0o600));
  } catch {}
}
