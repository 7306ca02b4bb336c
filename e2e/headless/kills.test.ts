import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { Problem } from '../../native/contract/errors.ts';
import { DetectResponse, ImageResult } from '../../native/contract/http/detect.ts';
import { Health } from '../../native/contract/http/health.ts';
import { HistoryItem } from '../../native/contract/http/history.ts';
import { childPids, type RunningConsole, startConsole } from '../../native/testing/console.ts';
import { hasShared, sharedPath } from '../../native/testing/shared.ts';

const model = sharedPath('models/yolox-nano-416.onnx');

async function send(vigil: RunningConsole): Promise<Response> {
  return fetch(`${vigil.url}/v1/yolo/detect/`, {
    method: 'POST',
    headers: { 'content-type': 'image/jpeg' },
    body: readFileSync(sharedPath('images/zidane.jpg')),
  });
}

const detectors = (vigil: RunningConsole) => childPids(vigil.pid, 'detector');

describe.skipIf(!hasShared || process.platform !== 'linux')('processes killed', () => {
  it('answers every request while its detector is killed twenty times', async () => {
    const vigil = await startConsole({ model });
    try {
      const answers = { results: 0, problems: 0 };
      let underLoad = true;
      const client = async () => {
        while (underLoad) {
          const response = await send(vigil);
          const body: unknown = await response.json();
          if (response.status === 200) {
            ImageResult.parse(DetectResponse.parse(body).images[0]);
            answers.results++;
          } else {
            Problem.loose().parse(body);
            answers.problems++;
          }
        }
      };
      const clients = Array.from({ length: 4 }, client);
      for (let kill = 0; kill < 20; kill++) {
        const [pid] = await vi.waitFor(() => {
          const pids = detectors(vigil);
          expect(pids.length).toBeGreaterThan(0);
          return pids;
        });
        const before = answers.results;
        process.kill(pid as number, 'SIGKILL');
        await vi.waitFor(() => expect(detectors(vigil)).not.toContain(pid), { timeout: 30_000 });
        await vi.waitFor(() => expect(answers.results).toBeGreaterThan(before + 4), { timeout: 30_000 });
      }
      underLoad = false;
      await Promise.all(clients);
      expect(answers.results).toBeGreaterThan(80);
      // A request is retried once; only one whose two detectors both died may end in a problem.
      expect(answers.problems).toBeLessThanOrEqual(answers.results / 10);
      const health = Health.parse(await (await fetch(`${vigil.url}/health`)).json());
      expect(health.checks).toContainEqual(expect.objectContaining({ name: 'detector', status: 'ok' }));
      expect(await (await fetch(`${vigil.url}/metrics`)).text()).toMatch(/^detector_restarts_total 20$/m);
    } finally {
      await vigil.stop();
    }
  });

  it('misses no answered result after the service itself is killed', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'vigil-killed-'));
    try {
      const vigil = await startConsole({ model, dataFolder });
      const pids = detectors(vigil);
      const answered: number[] = [];
      const client = async () => {
        for (;;) {
          const response = await send(vigil).catch(() => null);
          const body: unknown = await response?.json().catch(() => null);
          if (response?.status !== 200 || body === null) return;
          answered.push(ImageResult.parse(DetectResponse.parse(body).images[0]).inference_id as number);
        }
      };
      const clients = Array.from({ length: 4 }, client);
      await vi.waitFor(() => expect(answered.length).toBeGreaterThan(30), { timeout: 30_000 });
      vigil.process.kill('SIGKILL');
      await once(vigil.process, 'exit');
      await Promise.all(clients);
      await vi.waitFor(
        () => {
          for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
        },
        { timeout: 20_000 },
      );

      const again = await startConsole({ model, dataFolder });
      try {
        for (const id of answered) {
          const response = await fetch(`${again.url}/v1/history/inferences/${id}`);
          expect(HistoryItem.parse(await response.json()).inference_id).toBe(id);
        }
      } finally {
        await again.stop();
      }
    } finally {
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
});
