import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { z } from 'zod';
import { openSession, type SessionRequest } from '../runtime.ts';
import { providerOfProfile } from './built-in.ts';

const ProfileEvents = z.array(
  z.object({ cat: z.string(), name: z.string(), args: z.object({ provider: z.string().optional() }).optional() }),
);

/**
 * Share of executed nodes by provider, 0 to 1, from the profile of one run in a session of its own, which is released
 * before this returns. Rejects with the runtime's error.
 */
export async function profileNodes(
  request: SessionRequest,
  run: (session: InferenceSession) => Promise<unknown>,
): Promise<Record<string, number>> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-profile-'));
  try {
    const session = await openSession({ ...request, profile: join(folder, 'run') });
    try {
      await run(session);
      session.endProfiling();
    } finally {
      await session.release();
    }
    const [file] = await readdir(folder);
    if (file === undefined) throw new Error('ONNX Runtime wrote no profile');
    return countNodes(JSON.parse(await readFile(join(folder, file), 'utf8')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Shares from the events of a profile: each executed node leaves one event that ends in `_kernel_time`. */
export function countNodes(profile: unknown): Record<string, number> {
  const counts = new Map<string, number>();
  let total = 0;
  for (const event of ProfileEvents.parse(profile)) {
    const provider = event.args?.provider;
    if (event.cat !== 'Node' || provider === undefined || !event.name.endsWith('_kernel_time')) continue;
    const name = providerOfProfile(provider);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    total++;
  }
  return Object.fromEntries([...counts].map(([name, count]) => [name, count / total]));
}
