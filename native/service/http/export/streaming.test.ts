import { get, type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ENDPOINTS } from '../../../contract/http/endpoints.ts';
import { detection, inference } from '../../../store/testing/records.ts';
import type { Store } from '../../../store/types.ts';
import { type AppUnderTest, startApp } from '../testing/app-under-test.ts';
import { keepResult } from '../testing/history-request.ts';
import { CARD } from '../testing/scripted-detection.ts';
import { everything } from './testing/three-results.ts';

const RESULTS = 20_000;
let app: AppUnderTest;
let read = 0;
let fails = false;

beforeAll(async () => {
  const counted = (store: Store): Store => ({
    ...store,
    getInference(id) {
      read++;
      if (fails && read > 2_000) throw new Error('The disk is gone.');
      return store.getInference(id);
    },
  });
  app = await startApp({}, counted);
  await keepResult(app, 'first.jpg');
  const run = app.store.beginModelRun({ model_id: CARD.id, provider: 'cpu', started_at: 0, load_ms: 1 });
  const name = 'a long name '.repeat(20);
  const detections = ['person', 'bus', 'dog', 'kite'].map((className) => detection(className, 0.5));
  for (let i = 1; i < RESULTS; i++) app.store.recordInference(inference(run, { name, at: i, detections }));
});
beforeEach(() => {
  read = 0;
  fails = false;
});
afterAll(() => app.close());

/** Begins an export and takes nothing of it beyond the head. */
function begin(): Promise<IncomingMessage> {
  const { path, method } = ENDPOINTS.exportInferences;
  return new Promise((resolve, reject) => {
    const asked = request(
      `${app.url}${path}`,
      { method, headers: { 'content-type': 'application/json' } },
      (response) => {
        response.pause();
        resolve(response);
      },
    );
    asked.on('error', reject);
    asked.end(JSON.stringify({ selection: everything, format: 'json' }));
  });
}

/** Answers once the server has had every chance to do more. */
async function otherRequests(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    await new Promise((resolve, reject) => {
      get(`${app.url}/health/live`, (response) => response.resume().on('end', resolve)).on('error', reject);
    });
  }
}

describe('an export of a long history', () => {
  it('waits for a caller that does not read, with others answered', async () => {
    const response = await begin();
    await otherRequests(100);
    const sofar = read;
    expect(sofar).toBeLessThan(RESULTS);
    await otherRequests(100);
    expect(read).toBe(sofar);
    let bytes = 0;
    for await (const chunk of response) bytes += (chunk as Buffer).length;
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(response.complete).toBe(true);
    expect(read).toBe(RESULTS);
  });

  it('ends when its caller leaves', async () => {
    const response = await begin();
    response.destroy();
    await otherRequests(20);
    const sofar = read;
    await otherRequests(100);
    expect(read).toBe(sofar);
    expect(sofar).toBeLessThan(RESULTS);
  });

  it('is cut off, and not ended, when it fails on the way', async () => {
    fails = true;
    const response = await begin();
    const taken = (async () => {
      for await (const _chunk of response);
    })();
    await expect(taken).rejects.toThrow(/aborted/);
    expect(response.complete).toBe(false);
  });
});
